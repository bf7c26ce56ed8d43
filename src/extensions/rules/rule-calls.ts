import { operationByName } from '../../model/operations.ts';
import type { Operation } from '../../model/shapes.ts';
import { isList, isMap, type Parameters, type ValueMap } from '../../model/values.ts';
import { isSamePrefix } from './rule-comparison.ts';

/** Calls an operation of one registry. */
export type Call = (operation: Operation, parameters: Parameters) => Promise<ValueMap>;

/** The identity of a rule: its prefix and, unless it is the caller's, the registry. */
export interface RuleName {
  readonly ecrRepositoryPrefix: string;
  readonly registryId?: string;
}

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

/** @returns the rule as the service describes it; undefined if the service does not list it */
export async function describeRule(
  call: Call,
  { ecrRepositoryPrefix, ...where }: RuleName,
): Promise<ValueMap | undefined> {
  const response = await call(operationByName('DescribePullThroughCacheRules'), {
    ...where,
    ecrRepositoryPrefixes: [ecrRepositoryPrefix],
  });
  const rules = response['pullThroughCacheRules'];
  const rule = isList(rules)
    ? rules.find((one) => isMap(one) && isSamePrefix(one['ecrRepositoryPrefix'], ecrRepositoryPrefix))
    : undefined;
  return isMap(rule) ? rule : undefined;
}

/** @param changes the members to change, with their new values */
export function updateRule(call: Call, name: RuleName, changes: Parameters): Promise<ValueMap> {
  return call(operationByName('UpdatePullThroughCacheRule'), { ...name, ...changes });
}

export function deleteRule(call: Call, name: RuleName): Promise<ValueMap> {
  return call(operationByName('DeletePullThroughCacheRule'), { ...name });
}

/** @returns the reason why the service cannot use the rule; undefined for a valid rule */
export async function validateRule(call: Call, name: RuleName): Promise<string | undefined> {
  const { isValid, failure } = await call(operationByName('ValidatePullThroughCacheRule'), { ...name });
  if (isValid === true) return undefined;
  return typeof failure === 'string' && failure.trim() !== '' ? failure : 'the service gives no reason.';
}
