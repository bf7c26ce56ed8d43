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
