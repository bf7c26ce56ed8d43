import { ServiceError } from '../../model/errors.ts';
import { operationByName } from '../../model/operations.ts';
import type { Operation } from '../../model/shapes.ts';
import {
  type InputValue,
  isList,
  isMap,
  isPresent,
  type Parameters,
  type Value,
  type ValueMap,
} from '../../model/values.ts';
import { fetchPages } from '../../pagination/fetch-pages.ts';

/** Calls an operation of one registry. */
export type Call = (operation: Operation, parameters: Parameters) => Promise<ValueMap>;

/** The identity of a rule: its prefix and, unless it is the caller's, the registry. */
export interface RuleName {
  readonly ecrRepositoryPrefix: string;
  readonly registryId?: string;
}

const notFoundError = 'PullThroughCacheRuleNotFoundException';

/** Returns the name of the rule that a create call creates. */
export function ruleName({ ecrRepositoryPrefix, registryId }: Parameters): RuleName {
  return {
    ...(typeof registryId === 'string' ? { registryId } : {}),
    ecrRepositoryPrefix: typeof ecrRepositoryPrefix === 'string' ? ecrRepositoryPrefix : '',
  };
}

/** @returns the rule in the shape of the create operation's output */
export function createRule(call: Call, parameters: Parameters): Promise<ValueMap> {
  return call(operationByName('CreatePullThroughCacheRule'), parameters);
}

/** Returns whether a create call failed because the rule exists. */
export function isExistingRule(error: unknown): boolean {
  const { existsError } = operationByName('CreatePullThroughCacheRule');
  return error instanceof ServiceError && error.code === existsError;
}

/** Returns all rules of a registry, over all pages. @param parameters select the registry, or rules by prefix */
export async function describeRules(call: Call, parameters: Parameters = {}): Promise<readonly ValueMap[]> {
  const operation = operationByName('DescribePullThroughCacheRules');
  const { paginator } = operation;
  if (paginator === undefined) throw new Error('The model has no paginator for the listing of rules.');
  const start = { token: { [paginator.inputToken]: null }, skip: 0 };
  const fetchPage = (page: Parameters) => call(operation, page);
  const rules: ValueMap[] = [];
  for await (const { result } of fetchPages(fetchPage, parameters, { paginator, maxItems: undefined, start })) {
    const listed = result[paginator.resultKey];
    if (isList(listed)) rules.push(...listed.filter(isMap));
  }
  return rules;
}

/**
 * Returns a rule as the service describes it. If the registry has no rule with exactly this prefix, the rules are
 * listed, because the prefix of the rule may differ in its final slash.
 *
 * @returns undefined if the service does not list the rule
 */
export async function describeRule(
  call: Call,
  { ecrRepositoryPrefix, ...where }: RuleName,
): Promise<ValueMap | undefined> {
  const described = await rulesWithPrefix(call, { ...where, ecrRepositoryPrefixes: [ecrRepositoryPrefix] });
  return (
    ruleWithPrefix(described, ecrRepositoryPrefix) ??
    ruleWithPrefix(await describeRules(call, where), ecrRepositoryPrefix)
  );
}

async function rulesWithPrefix(call: Call, parameters: Parameters): Promise<readonly ValueMap[]> {
  try {
    return await describeRules(call, parameters);
  } catch (error) {
    if (isMissingRule(error)) return [];
    throw error;
  }
}

/** Returns the rule with a prefix, however its final slash is written; the same spelling comes first. */
export function ruleWithPrefix(rules: readonly ValueMap[], prefix: InputValue | undefined): ValueMap | undefined {
  return (
    rules.find((rule) => rule['ecrRepositoryPrefix'] === prefix) ??
    rules.find((rule) => isSamePrefix(rule['ecrRepositoryPrefix'], prefix))
  );
}

/** @param changes the members to change, with their new values */
export function updateRule(call: Call, name: RuleName, changes: Parameters): Promise<ValueMap> {
  return call(operationByName('UpdatePullThroughCacheRule'), { ...name, ...changes });
}

/** Deletes a rule. A rule that another process has deleted already counts as deleted. */
export async function deleteRule(call: Call, name: RuleName): Promise<void> {
  try {
    await call(operationByName('DeletePullThroughCacheRule'), { ...name });
  } catch (error) {
    if (!isMissingRule(error)) throw error;
  }
}

function isMissingRule(error: unknown): boolean {
  return error instanceof ServiceError && error.code === notFoundError;
}

/** @returns the reason why the service cannot use the rule; undefined for a valid rule */
export async function validateRule(call: Call, name: RuleName): Promise<string | undefined> {
  const { isValid, failure } = await call(operationByName('ValidatePullThroughCacheRule'), { ...name });
  if (isValid === true) return undefined;
  return typeof failure === 'string' && failure.trim() !== '' ? failure : 'the service gives no reason.';
}

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
