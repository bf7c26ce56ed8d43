import { isPresent, type InputValue, type Parameters, type Value, type ValueMap } from '../../model/values.ts';

/** A member of a rule whose actual value is not the wanted one. */
export interface Difference {
  readonly member: string;
  /** Undefined where the rule has no value. */
  readonly actual: Value | undefined;
  readonly wanted: InputValue;
}

/** The members that UpdatePullThroughCacheRule can change. (ECR API reference) */
const changeableMembers: readonly string[] = ['credentialArn', 'customRoleArn'];

/** The members to compare, in the order of the create operation's input. */
const comparedMembers = ['upstreamRegistryUrl', 'upstreamRegistry', ...changeableMembers, 'upstreamRepositoryPrefix'];

/** The values of members that a description leaves out. */
const defaults: Readonly<Record<string, string>> = { upstreamRepositoryPrefix: 'ROOT' };

export function isChangeable({ member }: Difference): boolean {
  return changeableMembers.includes(member);
}

/**
 * Compares a rule with the wanted one. Members without a wanted value are not compared: the rule keeps what it has.
 *
 * @param actual the rule as DescribePullThroughCacheRules returns it
 */
export function compareRule(wanted: Parameters, actual: ValueMap): Difference[] {
  return comparedMembers.flatMap((member) => {
    const wantedValue = wanted[member];
    const actualValue = actual[member] ?? defaults[member];
    // The service does not return the registry's name of every rule, and the name cannot be changed.
    const isUnknown = actualValue === undefined && !changeableMembers.includes(member);
    if (!isPresent(wantedValue) || isUnknown || wantedValue === actualValue) return [];
    return [{ member, actual: actualValue, wanted: wantedValue }];
  });
}

/** A difference in one sentence without a full stop, with both values. */
export function describeDifference({ member, actual, wanted }: Difference): string {
  return `${member} is ${actual === undefined ? 'not set' : text(actual)}; wanted: ${text(wanted)}`;
}

/** Whether two prefixes name the same rule: the service ignores a slash at the end. */
export function isSamePrefix(one: InputValue | undefined, other: InputValue | undefined): boolean {
  return typeof one === 'string' && typeof other === 'string' && withoutSlash(one) === withoutSlash(other);
}

/** A prefix without the slash at its end. */
export function withoutSlash(prefix: string): string {
  return prefix.replace(/\/$/, '');
}

function text(value: InputValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
