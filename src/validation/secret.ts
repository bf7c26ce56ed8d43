import type { UpstreamRegistry } from '../model/upstream-registries.ts';
import { invalidValue } from './problem.ts';

/** The Region and the account that the secret must be in. */
export interface SecretPlace {
  /** Empty if requests have no Region. */
  readonly region: string;
  /** The account of the registry, if it is given. */
  readonly account: string | undefined;
}

/** The start of the name of every secret for a pull through cache rule. */
const secretNamePrefix = 'ecr-pullthroughcache/';

const arn = /^arn:aws(?:-\w+)*:secretsmanager:(?<region>[^:]*):(?<account>[^:]*):secret:(?<name>.+)$/;

/** Returns the problems with the ARN of a secret. */
export function secretProblems(value: string, { region, account }: SecretPlace): string[] {
  const secret = arn.exec(value)?.groups;
  if (secret === undefined) return [notSecretArn(value, region)];
  const { name = '' } = secret;
  const problems = [
    name.startsWith(secretNamePrefix) ? [] : `the secret's name must start with ${secretNamePrefix}`,
    /^[a-zA-Z0-9/_+=.@-]+$/.test(name) ? [] : "the secret's name may have letters, digits and /_+=.@- only",
    region === '' || secret['region'] === region ? [] : `the secret must be in the Region of the call, ${region}`,
    account === undefined || secret['account'] === account
      ? []
      : `the secret must be in the account of the registry, ${account}`,
  ];
  return problems.flat().map((problem) => invalidValue('credentialArn', value, problem));
}

/** Returns the problem with a value that is too short for an ARN. It may be the name of the secret. */
export function secretNameProblems(value: string, { region }: SecretPlace): string[] {
  return value === '' || value.startsWith('arn:') ? [] : [notSecretArn(value, region)];
}

function notSecretArn(value: string, region: string): string {
  const place = `${region || '<region>'}:<account>`;
  return invalidValue(
    'credentialArn',
    value,
    `it must be the ARN of a Secrets Manager secret: arn:aws:secretsmanager:${place}:secret:${secretNamePrefix}<name>`,
  );
}

/** Returns the message that the secret for a registry is missing. */
export function missingSecret(registry: UpstreamRegistry): string {
  return `Missing parameter credentialArn: the upstream registry ${registry.name} needs the ARN of a secret whose name starts with ${secretNamePrefix}`;
}
