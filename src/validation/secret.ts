import { partitionName } from '../model/partitions.ts';
import { secretNamePrefix, type UpstreamRegistry } from '../model/upstream-registries.ts';
import { accountProblem, emptyPartsProblem, parseArn, type Arn } from './arn.ts';
import { invalidValue, shownValue } from './problem.ts';

/** The Region and the account that the secret must be in. */
export interface SecretPlace {
  /** Empty if requests have no Region. */
  readonly region: string;
  /** The account of the registry, if it is known. */
  readonly account: string | undefined;
}

/**
 * Returns the problems with the ARN of a secret, one for each wrong part. The end of the name is free: Secrets Manager
 * adds a hyphen and six characters, and takes a name without them as well.
 */
export function secretProblems(value: string, place: SecretPlace): string[] {
  const secret = parseSecretArn(value);
  if (secret === undefined) return [notSecretArn(value, place)];
  const { partition, region, account } = secret;
  const problems = [
    emptyPartsProblem({ partition, Region: region, account }),
    partition === '' ? undefined : partitionProblem(partition, place.region),
    region === '' || place.region === '' || region === place.region
      ? undefined
      : `the secret must be in the Region of the call, ${place.region}`,
    account === '' ? undefined : accountProblem('secret', account, place.account),
    nameProblem(secret.name),
  ];
  return problems.flatMap((problem) => (problem === undefined ? [] : [invalidValue('credentialArn', value, problem)]));
}

/**
 * Returns the problem with a value that is too short for an ARN. It may be the name of the secret, or an ARN that a
 * shell has shortened.
 */
export function shortSecretProblems(value: string, place: SecretPlace): string[] {
  if (value === '') return [];
  if (!value.startsWith('arn:')) return [notSecretArn(value, place)];
  const { partition = ' ', region = ' ', account = ' ' } = parseArn(value) ?? {};
  const problem = emptyPartsProblem({ partition, Region: region, account });
  return problem === undefined ? [] : [invalidValue('credentialArn', value, problem)];
}

function parseSecretArn(value: string): (Arn & { readonly name: string }) | undefined {
  const arn = parseArn(value);
  const [, name] = /^secret:(.*)$/s.exec(arn?.resource ?? '') ?? [];
  return arn?.service === 'secretsmanager' && name !== undefined ? { ...arn, name } : undefined;
}

function partitionProblem(partition: string, region: string): string | undefined {
  const own = partitionName(region);
  if (own !== undefined && partition !== own)
    return `the partition of ${region} is ${own}, not ${shownValue(partition)}`;
  return /^aws(?:-\w+)*$/.test(partition)
    ? undefined
    : `the partition must be aws or start with aws-, not ${shownValue(partition)}`;
}

function nameProblem(name: string): string | undefined {
  if (!name.startsWith(secretNamePrefix)) return `the secret's name must start with ${secretNamePrefix}`;
  if (name === secretNamePrefix) return `the secret's name is missing after ${secretNamePrefix}`;
  return /^[a-zA-Z0-9/_+=.@-]+$/.test(name) ? undefined : "the secret's name may have letters, digits and /_+=.@- only";
}

function notSecretArn(value: string, { region, account = '<account>' }: SecretPlace): string {
  const place = `arn:${partitionName(region) ?? 'aws'}:secretsmanager:${region || '<region>'}:${account}`;
  return invalidValue(
    'credentialArn',
    value,
    `use the ARN of a secret in Secrets Manager: ${place}:secret:${secretNamePrefix}<name>`,
  );
}

/** Returns the message that the secret for a registry is missing. */
export function missingSecret({ name }: UpstreamRegistry): string {
  return `Missing parameter credentialArn: ${name} needs the ARN of a secret whose name starts with ${secretNamePrefix}`;
}
