import type { Parameters, ValueMap } from '../../model/values.ts';
import { compareRule, isChangeable, isSamePrefix, type Difference } from '../rules/rule-comparison.ts';

/** What has to happen to a rule; a conflict is a difference that cannot be changed, and nothing is done about it. */
export type RuleAction = 'create' | 'update' | 'none' | 'conflict' | 'delete';

export interface RulePlan {
  readonly ecrRepositoryPrefix: string;
  readonly action: RuleAction;
  readonly differences: readonly Difference[];
  /** The parameters of the file's rule; undefined for a rule that is not in the file. */
  readonly wanted: Parameters | undefined;
}

/**
 * Compares the rules of a registry with those of the file.
 *
 * @param wanted the file's rules, with placeholders replaced
 * @param actual the rules as the service describes them
 * @param prune whether rules that are not in the file are to be deleted
 */
export function planRegistry(wanted: readonly Parameters[], actual: readonly ValueMap[], prune: boolean): RulePlan[] {
  const planned = wanted.map((parameters) =>
    planRule(
      parameters,
      actual.find((rule) => isSame(rule, parameters)),
    ),
  );
  const others = actual.filter((rule) => !wanted.some((parameters) => isSame(rule, parameters)));
  return [...planned, ...(prune ? others.map(planDeletion) : [])];
}

/** @param actual the rule with the same prefix; undefined where the registry has none */
export function planRule(wanted: Parameters, actual: ValueMap | undefined): RulePlan {
  const ecrRepositoryPrefix = prefixOf(wanted);
  if (actual === undefined) return { ecrRepositoryPrefix, action: 'create', differences: [], wanted };
  const differences = compareRule(wanted, actual);
  return { ecrRepositoryPrefix, action: actionFor(differences), differences, wanted };
}

function planDeletion(rule: ValueMap): RulePlan {
  return { ecrRepositoryPrefix: prefixOf(rule), action: 'delete', differences: [], wanted: undefined };
}

function actionFor(differences: readonly Difference[]): RuleAction {
  if (differences.length === 0) return 'none';
  return differences.every(isChangeable) ? 'update' : 'conflict';
}

function isSame(rule: ValueMap, parameters: Parameters): boolean {
  return isSamePrefix(rule['ecrRepositoryPrefix'], parameters['ecrRepositoryPrefix']);
}

function prefixOf({ ecrRepositoryPrefix }: Parameters): string {
  return typeof ecrRepositoryPrefix === 'string' ? ecrRepositoryPrefix : '';
}
