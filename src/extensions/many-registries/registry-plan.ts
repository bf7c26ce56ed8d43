import type { BuiltinInvocation } from '../../command-line/invocation.ts';
import type { Outcome } from '../../model/errors.ts';
import { operationByName } from '../../model/operations.ts';
import type { Parameters, ValueMap } from '../../model/values.ts';
import type { Io } from '../../platform/io.ts';
import { callProblems } from '../../validation/check.ts';
import {
  compareRule,
  describeRules,
  type Difference,
  isChangeable,
  isSamePrefix,
  ruleName,
  ruleWithPrefix,
} from '../rules/rule-calls.ts';
import { lookUpSecrets, type SecretLookups } from '../upstream-secret/secret-arn.ts';
import type { Registry } from './named-registries.ts';
import { referredSecret, resolvePlaceholders, usesAccountId } from './placeholders.ts';
import { prepare } from './prepare.ts';
import { forEachRegistry } from './registries-run.ts';
import type { RegistryService } from './registry-service.ts';
import { printAndReport, type Summary } from './report.ts';
import type { Failure, RegistryResult, RuleAction, RulePlan } from './result.ts';
import type { FileRule } from './rules-file.ts';

/** `ecr plan`: compares, and changes nothing. */
export async function runPlan(invocation: BuiltinInvocation, io: Io): Promise<Outcome> {
  const { options, rules, registries, print, run } = await prepare(invocation, io);
  const results = await io.interruption.wait(() =>
    forEachRegistry(registries, run, (registry, service) => planRegistry(registry, rules, options.prune, service)),
  );
  const summary = await printAndReport(print, results, rules, 'planned', io);
  if (summary.failed > 0) return 'failures';
  return options.detailedExitcode && hasChanges(summary) ? 'changes planned' : 'success';
}

function hasChanges({ created, updated, deleted, conflicts }: Summary): boolean {
  return created + updated + deleted + conflicts > 0;
}

/**
 * Describes the rules of a registry and compares them with those of the file.
 *
 * @throws EcrError if the registry cannot be read
 */
export async function planRegistry(
  registry: Registry,
  rules: readonly FileRule[],
  prune: boolean,
  service: RegistryService,
): Promise<RegistryResult> {
  const actual = await describeRules(service.call);
  const needsAccount = rules.some(({ parameters }) => usesAccountId(parameters));
  const registryId = registry.account ?? registryOf(actual) ?? (needsAccount ? await service.accountId() : undefined);
  const secrets = await lookUpSecrets(rules, service);
  const wanted = rules.map(({ parameters }) => resolved(parameters, registry, registryId, secrets));
  const plans = planRules(wanted, actual, prune);
  return {
    registry,
    registryId,
    ruleCount: actual.length,
    rules: plans.map((plan) => {
      const secret = secrets.get(referredSecret(plan.wanted?.['credentialArn']) ?? '');
      const error = secret?.error ?? invalidRule(plan, registry, registryId);
      return error === undefined ? { plan } : { plan, error };
    }),
  };
}

function resolved(
  parameters: Parameters,
  { region, partition }: Registry,
  accountId: string | undefined,
  secrets: SecretLookups,
): Parameters {
  return resolvePlaceholders(parameters, {
    'AWS::Region': region,
    'AWS::AccountId': accountId ?? '',
    'AWS::Partition': partition,
    secretArn: (name) => secrets.get(name)?.arn,
  });
}

function registryOf(rules: readonly ValueMap[]): string | undefined {
  const id = rules[0]?.['registryId'];
  return typeof id === 'string' ? id : undefined;
}

/**
 * Returns why a rule to create or update does not fit the account of its registry. Everything else about it was checked
 * before any call.
 *
 * @param registryId undefined if the account is not known
 */
export function invalidRule(
  { action, wanted }: RulePlan,
  { region }: Pick<Registry, 'region'>,
  registryId: string | undefined,
): Failure | undefined {
  if (registryId === undefined || (action !== 'create' && action !== 'update')) return undefined;
  const operation = operationByName('CreatePullThroughCacheRule');
  const problems = callProblems({ operation, parameters: { ...wanted, registryId }, region });
  if (problems.length === 0) return undefined;
  return { code: 'InvalidRule', message: problems.map(({ text }) => text).join('\n') };
}

/**
 * Compares the rules of a registry with those of the file.
 *
 * @param wanted the file's rules, with placeholders replaced
 * @param actual the rules as the service describes them
 * @param prune whether rules that are not in the file are to be deleted
 */
export function planRules(wanted: readonly Parameters[], actual: readonly ValueMap[], prune: boolean): RulePlan[] {
  const planned = wanted.map((parameters) =>
    planRule(parameters, ruleWithPrefix(actual, parameters['ecrRepositoryPrefix'])),
  );
  const others = actual.filter((rule) => !wanted.some((parameters) => isSame(rule, parameters)));
  return [...planned, ...(prune ? others.map(planDeletion) : [])];
}

/** @param actual the rule with the same prefix; undefined if the registry has none */
export function planRule(wanted: Parameters, actual: ValueMap | undefined): RulePlan {
  if (actual === undefined) return { ecrRepositoryPrefix: prefixOf(wanted), action: 'create', differences: [], wanted };
  const differences = compareRule(wanted, actual);
  return { ecrRepositoryPrefix: prefixOf(actual), action: actionFor(differences), differences, wanted };
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

function prefixOf(rule: Parameters): string {
  return ruleName(rule).ecrRepositoryPrefix;
}
