import { ServiceError } from '../../model/errors.ts';
import { operationByName } from '../../model/operations.ts';
import type { Operation } from '../../model/shapes.ts';
import { isList, isMap, type InputValue, type Parameters, type ValueMap } from '../../model/values.ts';
import { fetchPages } from '../../pagination/fetch-pages.ts';
import { isSamePrefix } from './rule-comparison.ts';

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
