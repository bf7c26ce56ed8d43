import { EcrError, ServiceError } from '../../model/errors.ts';
import { operationByName } from '../../model/operations.ts';
import type { Parameters } from '../../model/values.ts';
import { createRule, deleteRule, describeRule, updateRule, validateRule, type Call } from '../rules/rule-calls.ts';
import { planRule, type RulePlan } from './registry-plan.ts';
import { failureOf, interruptedFailure, unreachable, type Failure, type RuleResult } from './result.ts';

export interface ApplyContext {
  readonly call: Call;
  /** Whether Ctrl-C was pressed: then no further rule is changed. */
  readonly isInterrupted: () => boolean;
  /** Whether the service is to check each rule of the file. */
  readonly validate: boolean;
}

const { existsError } = operationByName('CreatePullThroughCacheRule');
const notFoundError = 'PullThroughCacheRuleNotFoundException';

/**
 * Carries out the plan of one registry, rule by rule. A rule that the service refuses does not keep the others from
 * being changed; where the service cannot be reached, the remaining rules fail without another try.
 */
export async function applyRegistry(plans: readonly RulePlan[], context: ApplyContext): Promise<RuleResult[]> {
  const results: RuleResult[] = [];
  for (const plan of plans) {
    const failure = context.isInterrupted() ? interruptedFailure : results.at(-1)?.error;
    const isSkipped = failure !== undefined && [interruptedFailure.code, unreachable].includes(failure.code);
    results.push(isSkipped ? skipped(plan, failure) : await applyRule(plan, context));
  }
  return results;
}

function skipped(plan: RulePlan, error: Failure): RuleResult {
  return plan.action === 'none' || plan.action === 'conflict' ? { plan } : { plan, done: false, error };
}

async function applyRule(plan: RulePlan, context: ApplyContext): Promise<RuleResult> {
  const result = await changeRule(plan, context);
  const exists = plan.wanted !== undefined && (result.plan.action !== 'create' || result.done === true);
  return context.validate && exists ? checked(result, context) : result;
}

async function changeRule(plan: RulePlan, { call }: ApplyContext): Promise<RuleResult> {
  switch (plan.action) {
    case 'none':
    case 'conflict':
      return { plan };
    case 'create':
      return attempt(plan, () => create(plan, plan.wanted ?? {}, call));
    case 'update':
      return attempt(plan, () => update(plan, call));
    case 'delete':
      return attempt(plan, () => remove(plan, call));
  }
}

/** The result of a change, or of the service's refusal. */
async function attempt(plan: RulePlan, change: () => Promise<RuleResult>): Promise<RuleResult> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof EcrError) return { plan, done: false, error: failureOf(error) };
    throw error;
  }
}

/** Another process, or another profile of the same account, may have created the rule since the plan was made. */
async function create(plan: RulePlan, wanted: Parameters, call: Call): Promise<RuleResult> {
  try {
    const { registryId } = await createRule(call, wanted);
    return { plan, done: true, ...(typeof registryId === 'string' ? { registryId } : {}) };
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== existsError) throw error;
    const { ecrRepositoryPrefix } = plan;
    const replanned = planRule(wanted, await describeRule(call, { ecrRepositoryPrefix }));
    if (replanned.action === 'create') throw error;
    return replanned.action === 'update' ? update(replanned, call) : { plan: replanned };
  }
}

async function update(plan: RulePlan, call: Call): Promise<RuleResult> {
  const changes = Object.fromEntries(plan.differences.map(({ member, wanted }) => [member, wanted]));
  await updateRule(call, { ecrRepositoryPrefix: plan.ecrRepositoryPrefix }, changes);
  return { plan, done: true };
}

/** A rule that another process has deleted already is deleted. */
async function remove(plan: RulePlan, call: Call): Promise<RuleResult> {
  try {
    await deleteRule(call, { ecrRepositoryPrefix: plan.ecrRepositoryPrefix });
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== notFoundError) throw error;
  }
  return { plan, done: true };
}

async function checked(result: RuleResult, { call }: ApplyContext): Promise<RuleResult> {
  try {
    const failure = await validateRule(call, { ecrRepositoryPrefix: result.plan.ecrRepositoryPrefix });
    return failure === undefined ? { ...result, valid: true } : { ...result, valid: false, failure };
  } catch (error) {
    // The first failure of a rule is the one to report.
    if (error instanceof EcrError) return { ...result, error: result.error ?? failureOf(error) };
    throw error;
  }
}
