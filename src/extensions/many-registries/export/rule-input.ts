import { createHash } from 'node:crypto';

import { secretNamePrefix } from '../../../model/upstream-registries.ts';
import { referredSecret } from '../placeholders.ts';

/**
 * A rule of a rules file: the members of CreatePullThroughCacheRule that describe the rule itself. The registry is not
 * one of them. A string may hold placeholders (`placeholders.ts`).
 */
export interface RuleInput {
  readonly ecrRepositoryPrefix: string;
  readonly upstreamRegistryUrl: string;
  readonly upstreamRegistry?: string;
  readonly credentialArn?: string;
  readonly customRoleArn?: string;
  readonly upstreamRepositoryPrefix?: string;
}

/** The members of a rule, in the order of the create operation. */
export const ruleMembers = [
  'ecrRepositoryPrefix',
  'upstreamRegistryUrl',
  'upstreamRegistry',
  'credentialArn',
  'customRoleArn',
  'upstreamRepositoryPrefix',
] as const satisfies readonly (keyof RuleInput)[];

export type RuleMember = (typeof ruleMembers)[number];

/** The members that a rule has, with their values, in the order of the create operation. */
export function ruleEntries(rule: RuleInput): readonly (readonly [RuleMember, string])[] {
  return ruleMembers.flatMap((member) => {
    const value = rule[member];
    return value === undefined ? [] : [[member, value] as const];
  });
}

/** Returns the name of the secret whose ARN takes the place of a value; undefined for any other value. */
export function secretOf(member: RuleMember, value: string): string | undefined {
  return member === 'credentialArn' ? referredSecret(value) : undefined;
}

/** Returns the names of the secrets that rules refer to, each once. */
export function referredSecrets(rules: readonly RuleInput[]): readonly string[] {
  return [...new Set(rules.flatMap(({ credentialArn }) => referredSecret(credentialArn) ?? []))];
}

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
