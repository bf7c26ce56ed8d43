import { EcrError, Interrupted, UnansweredError } from '../../model/errors.ts';
import type { InputValue, Parameters, Value, ValueMap } from '../../model/values.ts';
import type { TableColor, TableColumn } from '../../output/table/paint.ts';
import { isSystemError, type Trace } from '../../platform/io.ts';
import { systemErrorText } from '../../python/os-error.ts';
import { type Difference, valueText } from '../rules/rule-calls.ts';
import { type Registry, registryName } from './named-registries.ts';

/** What has to happen to a rule; a conflict is a difference that cannot be changed, and nothing is done about it. */
export type RuleAction = 'create' | 'update' | 'none' | 'conflict' | 'delete';

export interface RulePlan {
  /** As the registry spells it or, if the rule is to be created, as the file does: the final slash may differ. */
  readonly ecrRepositoryPrefix: string;
  readonly action: RuleAction;
  readonly differences: readonly Difference[];
  /** The parameters of the file's rule; undefined for a rule that is not in the file. */
  readonly wanted: Parameters | undefined;
}

/** A failure as the result shows it. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** What the call may have done before it failed. It is printed after the message. */
  readonly note?: string;
}

/** A rule of a registry: what is planned, and in apply what became of it. */
export interface RuleResult {
  readonly plan: RulePlan;
  /** Whether the create, update or delete was done; undefined in plan, and for rules that stay as they are. */
  readonly done?: boolean;
  /** Whether the service can use the rule; undefined if it was not checked. */
  readonly valid?: boolean;
  /** Why it cannot. */
  readonly failure?: string;
  readonly error?: Failure;
  /** The registry that a create call reports. */
  readonly registryId?: string;
}

export interface RegistryResult {
  readonly registry: Registry;
  readonly registryId: string | undefined;
  /** How many rules the registry had when it was compared with the file. */
  readonly ruleCount: number;
  readonly rules: readonly RuleResult[];
  /** Why the registry as a whole failed. */
  readonly error?: Failure;
}

export const interruptedFailure: Failure = {
  code: 'Interrupted',
  message: 'The run was interrupted before this was done.',
};

export function isInterruption({ code }: Failure): boolean {
  return code === interruptedFailure.code;
}

/** The code of a failure to get a response from the service. */
export const unreachable = 'NetworkError';

/** The result of a registry that failed as a whole. */
export function failedRegistry(registry: Registry, error: Failure): RegistryResult {
  return { registry, registryId: registry.account, ruleCount: 0, rules: [], error };
}

/** Returns any error as a failure. The debug log gets the stack of an unexpected error. */
export function failureOf(error: unknown, trace: Trace | undefined): Failure {
  if (error instanceof Interrupted) return interruptedFailure;
  if (error instanceof EcrError) {
    const { code = error instanceof UnansweredError ? unreachable : 'Error', message, note } = error;
    return { code, message, ...(note === undefined ? {} : { note }) };
  }
  const message = error instanceof Error ? error.message : String(error);
  trace?.('main', `Unexpected error: ${(error instanceof Error ? error.stack : undefined) ?? message}`);
  return { code: 'Unexpected', message: isSystemError(error) ? systemErrorText(error, error.path) : message };
}

/** The result of plan and apply as it is printed. */
export function resultMap(registries: readonly RegistryResult[]): ValueMap {
  return { registries: registries.map(registryMap) };
}

function registryMap({ registry, registryId, rules, error }: RegistryResult): ValueMap {
  return {
    ...registryMembers(registry),
    registryId: registryId ?? null,
    rules: rules.map(ruleMap),
    ...(error === undefined ? {} : { error: failureMap(error) }),
  };
}

/** How a result names a registry. */
export function registryMembers({ account, profile, region }: Registry): ValueMap {
  return { ...(account === undefined ? { profile } : { account }), region };
}

function ruleMap({ plan, done, valid, failure, error }: RuleResult): ValueMap {
  return {
    ecrRepositoryPrefix: plan.ecrRepositoryPrefix,
    action: plan.action,
    differences: plan.differences.map(differenceMap),
    ...(done === undefined ? {} : { done }),
    ...(valid === undefined ? {} : { valid }),
    ...(failure === undefined ? {} : { failure }),
    ...(error === undefined ? {} : { error: failureMap(error) }),
  };
}

function differenceMap({ member, actual, wanted }: Difference): ValueMap {
  return { member, actual: actual ?? null, wanted: asValue(wanted) };
}

/** The checked members of a rule are strings. */
function asValue(value: InputValue): Value {
  return typeof value === 'string' ? value : null;
}

const actionColors = new Map<Value | undefined, TableColor>([
  ['create', 'green'],
  ['update', 'yellow'],
  ['delete', 'red'],
  ['conflict', 'magenta'],
]);

/** The columns of the result as a table. */
export const tableColumns: readonly TableColumn[] = [
  { name: 'registry' },
  { name: 'prefix' },
  {
    name: 'action',
    color: ({ action, failed }) => (failed === true ? 'white on red' : actionColors.get(action)),
  },
  { name: 'result' },
];

/**
 * Returns the rows of the result as a table: the rules that are not, or were not, as the file wants them, and the
 * registries that failed.
 */
export function tableRows(registries: readonly RegistryResult[]): readonly ValueMap[] {
  return registries.flatMap(({ registry, rules, error }) => {
    const name = registryName(registry);
    return [
      ...rules.flatMap((rule) => ruleRows(name, rule)),
      ...(error === undefined ? [] : [failureRow(name, error)]),
    ];
  });
}

function ruleRows(registry: string, { plan, done, valid, failure, error }: RuleResult): ValueMap[] {
  const failed = valid === false || (error !== undefined && !isInterruption(error));
  if (plan.action === 'none' && !failed) return [];
  const result = [
    ...plan.differences.map(({ member, actual, wanted }) => `${member}: ${valueText(actual)} -> ${valueText(wanted)}`),
    ...(done === true ? ['done'] : []),
    ...(valid === false ? [`not valid: ${failure ?? ''}`] : []),
    ...(error === undefined ? [] : [failureText(error)]),
  ];
  return [{ registry, prefix: plan.ecrRepositoryPrefix, action: plan.action, failed, result: result.join('\n') }];
}

export function failureRow(registry: string, error: Failure): ValueMap {
  const failed = !isInterruption(error);
  return { registry, prefix: '', action: failed ? 'failed' : 'interrupted', failed, result: failureText(error) };
}

/** Returns a failure in words. */
export function failureText(failure: Failure): string {
  return `${failure.code}: ${messageOf(failure)}`;
}

export function failureMap(failure: Failure): ValueMap {
  return { code: failure.code, message: messageOf(failure) };
}

function messageOf({ message, note }: Failure): string {
  return note === undefined ? message : `${message}\n${note}`;
}
