import { isPresent, type InputValue, type Parameters, type Value, type ValueMap } from '../../model/values.ts';

/** A member of a rule whose actual value differs from the wanted one. */
export interface Difference {
  readonly member: string;
  /** The actual value; undefined if the rule has none. */
  readonly actual: Value | undefined;
  readonly wanted: InputValue;
}

/** The members that UpdatePullThroughCacheRule can change. (ECR API reference) */
const changeableMembers: readonly string[] = ['credentialArn', 'customRoleArn'];

/** The members to compare, in the order of the create operation's input. */
const comparedMembers = ['upstreamRegistryUrl', 'upstreamRegistry', ...changeableMembers, 'upstreamRepositoryPrefix'];

/** The values of members that a description omits. */
const defaults: Readonly<Record<string, string>> = { upstreamRepositoryPrefix: 'ROOT' };

/** The members whose values may be written differently. All others are equal only if they are the same. */
const equalities: Readonly<Record<string, (one: InputValue | undefined, other: InputValue | undefined) => boolean>> = {
  upstreamRegistryUrl: isSameHost,
  upstreamRepositoryPrefix: isSamePrefix,
};

export function isChangeable({ member }: Difference): boolean {
  return changeableMembers.includes(member);
}

/**
 * Compares a rule with the wanted one. Members without a wanted value are not compared and keep their values.
 *
 * @param actual the rule as DescribePullThroughCacheRules returns it
 */
export function compareRule(wanted: Parameters, actual: ValueMap): Difference[] {
  return comparedMembers.flatMap((member) => {
    const wantedValue = wanted[member];
    const actualValue = actual[member] ?? defaults[member];
    // The service does not return the registry name of every rule, and the name cannot be changed.
    const isUnknown = actualValue === undefined && !changeableMembers.includes(member);
    const isEqual = equalities[member] ?? Object.is;
    if (!isPresent(wantedValue) || isUnknown || isEqual(wantedValue, actualValue)) return [];
    return [{ member, actual: actualValue, wanted: wantedValue }];
  });
}

/** Describes a difference with both values, in a sentence without a full stop. */
export function describeDifference({ member, actual, wanted }: Difference): string {
  return `${member} is ${valueText(actual)}; wanted: ${valueText(wanted)}`;
}

/** Returns whether two prefixes identify the same rule. The service ignores a trailing slash. */
export function isSamePrefix(one: InputValue | undefined, other: InputValue | undefined): boolean {
  return typeof one === 'string' && typeof other === 'string' && withoutSlash(one) === withoutSlash(other);
}

/** The case of a host has no meaning. (RFC 4343) */
function isSameHost(one: InputValue | undefined, other: InputValue | undefined): boolean {
  return typeof one === 'string' && typeof other === 'string' && one.toLowerCase() === other.toLowerCase();
}

function withoutSlash(prefix: string): string {
  return prefix.replace(/\/$/, '');
}

/** Returns a value of a difference as text. */
export function valueText(value: InputValue | undefined): string {
  if (value === undefined) return 'not set';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
