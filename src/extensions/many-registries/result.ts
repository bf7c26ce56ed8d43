import { EcrError, Interrupted, ServiceError, UnansweredError } from '../../model/errors.ts';
import type { InputValue, Value, ValueMap } from '../../model/values.ts';
import { valueText, type Difference } from '../rules/rule-comparison.ts';
import type { RuleAction, RulePlan } from './registry-plan.ts';
import { targetName, type Target } from './targets.ts';

/** A failure as the result shows it. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** A rule of a registry: what is planned, and in apply what became of it. */
export interface RuleResult {
  readonly plan: RulePlan;
  /** Whether the create, update or delete was done; undefined in plan, and for rules that stay as they are. */
  readonly done?: boolean;
  /** Whether the service can use the rule; undefined where it was not checked. */
  readonly valid?: boolean;
  /** Why it cannot. */
  readonly failure?: string;
  readonly error?: Failure;
  /** The registry that a create call reports. */
  readonly registryId?: string;
}

export interface RegistryResult {
  readonly target: Target;
  readonly registryId: string | undefined;
  readonly rules: readonly RuleResult[];
  /** Why the registry as a whole failed. */
  readonly error?: Failure;
}

export const interruptedFailure: Failure = {
  code: 'Interrupted',
  message: 'The run was interrupted before this was done.',
};

/** The code of a failure where the service gave no response. */
export const unreachable = 'NetworkError';

/** The registry's result where it failed as a whole. */
export function failedRegistry(target: Target, error: Failure): RegistryResult {
  return { target, registryId: target.account, rules: [], error };
}

/** @throws the error itself where it is a bug */
export function failureOf(error: unknown): Failure {
  if (error instanceof Interrupted) return interruptedFailure;
  if (error instanceof ServiceError) return { code: error.code, message: error.serviceMessage };
  if (!(error instanceof EcrError)) throw error;
  return { code: error.code ?? (error instanceof UnansweredError ? unreachable : 'Error'), message: error.message };
}

/** The result of plan and apply as it is printed. */
export function resultMap(registries: readonly RegistryResult[]): ValueMap {
  return { registries: registries.map(registryMap) };
}

function registryMap({ target, registryId, rules, error }: RegistryResult): ValueMap {
  return {
    ...(target.account === undefined ? { profile: target.profile } : { account: target.account }),
    region: target.region,
    registryId: registryId ?? null,
    rules: rules.map(ruleMap),
    ...(error === undefined ? {} : { error: { ...error } }),
  };
}

function ruleMap({ plan, done, valid, failure, error }: RuleResult): ValueMap {
  return {
    ecrRepositoryPrefix: plan.ecrRepositoryPrefix,
    action: plan.action,
    differences: plan.differences.map(differenceMap),
    ...(done === undefined ? {} : { done }),
    ...(valid === undefined ? {} : { valid }),
    ...(failure === undefined ? {} : { failure }),
    ...(error === undefined ? {} : { error: { ...error } }),
  };
}

function differenceMap({ member, actual, wanted }: Difference): ValueMap {
  return { member, actual: actual ?? null, wanted: asValue(wanted) };
}

/** The checked members of a rule are strings. */
function asValue(value: InputValue): Value {
  return typeof value === 'string' ? value : null;
}

export const tableColumns = ['registry', 'prefix', 'action', 'differences'] as const;

/** The result for `--output table`: one line a rule. */
export function tableRows(registries: readonly RegistryResult[]): readonly ValueMap[] {
  return registries.flatMap((registry) => {
    const { target, rules, error } = registry;
    const name = targetName(target);
    const failed = error === undefined ? [] : [row(name, '', 'failed', `${error.code}: ${error.message}`)];
    return [
      ...rules.map((rule) => row(name, rule.plan.ecrRepositoryPrefix, rule.plan.action, remark(rule))),
      ...failed,
    ];
  });
}

function row(
  registry: string,
  prefix: string,
  action: RuleAction | 'failed',
  differences: string,
): Readonly<Record<(typeof tableColumns)[number], string>> {
  return { registry, prefix, action, differences };
}

function remark({ plan, done, valid, failure, error }: RuleResult): string {
  const differences = plan.differences.map(
    ({ member, actual, wanted }) => `${member}: ${valueText(actual)} -> ${valueText(wanted)}`,
  );
  return [
    ...differences,
    ...(done === true ? ['done'] : []),
    ...(valid === false ? [`not valid: ${failure ?? ''}`] : []),
    ...(error === undefined ? [] : [`${error.code}: ${error.message}`]),
  ].join('\n');
}
