import type { UpstreamRegistry } from '../model/upstream-registries.ts';
import { invalidValue } from './problem.ts';

/** Where the secret has to be. */
export interface SecretPlace {
  /** Empty where requests are made without a Region. */
  readonly region: string;
  /** The account of the registry, where it is known. */
  readonly account: string | undefined;
}

/** How the name of a secret for a pull through cache rule begins. */
export const secretNamePrefix = 'ecr-pullthroughcache/';

const arn = /^arn:aws(?:-\w+)*:secretsmanager:(?<region>[^:]*):(?<account>[^:]*):secret:(?<name>.+)$/;

/** What is wrong with the secret's ARN: what it names, or where it is. */
export function secretProblem(value: string, place: SecretPlace): string | undefined {
  const parts = arn.exec(value)?.groups;
  const wrong = (right: string) => invalidValue('credentialArn', value, right);
  if (parts === undefined) {
    return wrong(
      `it must be the ARN of a Secrets Manager secret: arn:aws:secretsmanager:${place.region || '<region>'}:<account>:secret:${secretNamePrefix}<name>`,
    );
  }
  const { region, account, name = '' } = parts;
  if (!name.startsWith(secretNamePrefix)) return wrong(`the secret's name must start with ${secretNamePrefix}`);
  if (!/^[a-zA-Z0-9/_+=.@-]+$/.test(name))
    return wrong(
      "the secret's name has a character that the service does not allow; letters, digits and /_+=.@- may stand in it",
    );
  if (place.region !== '' && region !== place.region)
    return wrong(`the secret must be in the Region of the call, ${place.region}`);
  if (place.account !== undefined && account !== place.account)
    return wrong(`the secret must be in the account of the registry, ${place.account}`);
  return undefined;
}

/** What to say where a registry needs a secret and none is given. */
export function missingSecret(registry: UpstreamRegistry): string {
  return `Missing parameter credentialArn: the upstream registry ${registry.name} needs the ARN of a secret whose name starts with ${secretNamePrefix}`;
}
