import { createHash } from 'node:crypto';

import { secretNamePrefix } from '../../../model/upstream-registries.ts';

/**
 * The logical name of a rule in a CloudFormation template: the prefix in PascalCase and the hash of the prefix, which
 * keeps `a-b` and `a/b` apart. It depends on nothing but the prefix, so that a template written again updates the same
 * resources. CloudFormation allows letters and digits, in any place.
 */
export function logicalName(prefix: string): string {
  const words = wordsOf(prefix).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join('') + shortHash(prefix);
}

/**
 * The name of a rule's resource in Terraform: the prefix in snake_case, the same hash, and the Region. Terraform does
 * not allow a digit in the first place.
 *
 * @param region undefined for a resource in the provider's Region
 */
export function terraformName(prefix: string, region = ''): string {
  const name = [...wordsOf(prefix.toLowerCase()), shortHash(prefix), ...wordsOf(region.toLowerCase())].join('_');
  return /^\d/.test(name) ? `rule_${name}` : name;
}

/** The logical name of the parameter for the ARN of a secret in a CloudFormation template. */
export function parameterName(secret: string): string {
  return `SecretArn${logicalName(secret.slice(secretNamePrefix.length))}`;
}

/** The end of the name of the data source of a secret in Terraform. */
export function secretSuffix(secret: string): string {
  return [...wordsOf(secret.slice(secretNamePrefix.length).toLowerCase()), shortHash(secret)].join('_');
}

function wordsOf(prefix: string): readonly string[] {
  return prefix.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
}

/** Eight hexadecimal digits of the SHA-256 of a text. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
