import { maxRules } from '../../model/service.ts';
import type { Parameters } from '../../model/values.ts';
import type { Trace } from '../../platform/io.ts';
import {
  type Call,
  createRule,
  deleteRule,
  describeRule,
  isExistingRule,
  updateRule,
  validateRule,
} from '../rules/rule-calls.ts';
import { invalidRule, planRule } from './registry-plan.ts';
import {
  type Failure,
  failureOf,
  interruptedFailure,
  type RegistryResult,
  type RulePlan,
  type RuleResult,
  unreachable,
} from './result.ts';

export interface ApplyContext {
  readonly call: Call;
  /** Whether Ctrl-C was pressed: then no further rule is changed. */
  readonly isInterrupted: () => boolean;
  /** Whether the service is to check each rule of the file. */
  readonly validate: boolean;
  readonly trace: Trace | undefined;
}

const withheld: Failure = {
  code: 'DeletionWithheld',
  message: 'The rule was not deleted, because another rule of the registry could not be created.',
};

/**
 * Carries out the plan of one registry, rule by rule. A rule that fails does not keep the others from being changed; if
 * the service cannot be reached, the remaining rules fail without another try.
 *
 * Deletions come last, and only if every rule was created, so that a registry does not end with fewer rules than
 * before. In a full registry, a creation needs the place of a rule that is to be deleted: then one deletion comes first.
 *
 * @returns the results in the order of the plan
 */
export async function applyRegistry(
  { registry, rules, ruleCount, registryId: knownId }: RegistryResult,
  context: ApplyContext,
): Promise<RuleResult[]> {
  const results = new Map<RuleResult, RuleResult>();
  let registryId = knownId;
  let stop: Failure | undefined;
  const carryOut = async (rule: RuleResult): Promise<RuleResult> => {
    if (context.isInterrupted()) stop = interruptedFailure;
    const error = rule.error ?? stop ?? invalidRule(rule.plan, registry, registryId);
    const result = error === undefined ? await applyRule(rule.plan, context) : skipped(rule.plan, error);
    // An error of the plan may be from Secrets Manager.
    if (rule.error === undefined && result.error?.code === unreachable)
      stop = { code: unreachable, message: result.error.message };
    registryId ??= result.registryId;
    results.set(rule, result);
    return result;
  };

  const deletions = rules.filter(({ plan }) => plan.action === 'delete');
  let places = maxRules - ruleCount;
  let creationFailed = false;
  for (const rule of rules.filter(({ plan }) => plan.action !== 'delete')) {
    const creates = rule.plan.action === 'create';
    while (creates && places <= 0 && !creationFailed && rule.error === undefined) {
      const deletion = deletions.shift();
      if (deletion === undefined) break;
      if ((await carryOut(deletion)).done === true) places++;
    }
    const { plan, done } = await carryOut(rule);
    if (creates && plan.action === 'create' && done !== true) creationFailed = true;
    else if (creates) places--;
  }
  for (const rule of deletions) {
    if (creationFailed && stop === undefined) results.set(rule, skipped(rule.plan, withheld));
    else await carryOut(rule);
  }
  return rules.map((rule) => results.get(rule) ?? rule);
}

function skipped(plan: RulePlan, error: Failure): RuleResult {
  return plan.action === 'none' || plan.action === 'conflict' ? { plan } : { plan, done: false, error };
}

async function applyRule(plan: RulePlan, context: ApplyContext): Promise<RuleResult> {
  const result = await changeRule(plan, context);
  const exists = plan.wanted !== undefined && (result.plan.action !== 'create' || result.done === true);
  return context.validate && exists ? validated(result, context) : result;
}

/** Returns the result of a change, or of its failure, whatever it is. */
async function changeRule(plan: RulePlan, { call, trace }: ApplyContext): Promise<RuleResult> {
  try {
    switch (plan.action) {
      case 'none':
      case 'conflict':
        return { plan };
      case 'create':
        return await create(plan, plan.wanted ?? {}, call);
      case 'update':
        return await update(plan, call);
      case 'delete':
        await deleteRule(call, { ecrRepositoryPrefix: plan.ecrRepositoryPrefix });
        return { plan, done: true };
    }
  } catch (error) {
    return { plan, done: false, error: failureOf(error, trace) };
  }
}

/** Another process, or another profile of the same account, may have created the rule since the plan was made. */
async function create(plan: RulePlan, wanted: Parameters, call: Call): Promise<RuleResult> {
  try {
    const { registryId } = await createRule(call, wanted);
    return { plan, done: true, ...(typeof registryId === 'string' ? { registryId } : {}) };
  } catch (error) {
    if (!isExistingRule(error)) throw error;
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

async function validated(result: RuleResult, { call, trace }: ApplyContext): Promise<RuleResult> {
  try {
    const failure = await validateRule(call, { ecrRepositoryPrefix: result.plan.ecrRepositoryPrefix });
    return failure === undefined ? { ...result, valid: true } : { ...result, valid: false, failure };
  } catch (error) {
    // The first failure of a rule is the one to report.
    return { ...result, error: result.error ?? failureOf(error, trace) };
  }
}
