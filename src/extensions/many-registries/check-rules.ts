import { operationByName } from '../../model/operations.ts';
import { maxRules } from '../../model/service.ts';
import type { Parameters } from '../../model/values.ts';
import { closeMatches } from '../../python/difflib.ts';
import { callProblems, parameterProblems } from '../../validation/check.ts';
import { shownValue } from '../../validation/problem.ts';
import { isSamePrefix } from '../rules/rule-calls.ts';
import type { Registry } from './named-registries.ts';
import { placeholderNames, resolvePlaceholders, secretReferenceProblems, unknownPlaceholders } from './placeholders.ts';
import type { FileRule, RuleProblem, RulesFile } from './rules-file.ts';

/** Replaces an account that only the registry knows, for the checks before any call. */
const sampleAccount = '123456789012';
const sampleRegion = 'us-east-1';

const createOperation = operationByName('CreatePullThroughCacheRule');

/** The minimum similarity of an unknown member that counts as a misspelling. */
const misspelling = 0.8;

/** Where a rule is to be checked. */
export interface CheckedRegistry extends Pick<Registry, 'partition'> {
  /** The account of the registry; undefined where it is not known before a call. */
  readonly account: string | undefined;
  /** Undefined where none is known: then what depends on it is not checked. */
  readonly region: string | undefined;
}

/**
 * Checks all rules for all registries.
 *
 * @throws ParameterError with a line for each problem, with its place in the file
 */
export function checkRules({ rules, problems }: RulesFile, registries: readonly CheckedRegistry[]): void {
  const places = distinct(registries);
  const lines = [
    ...(rules.length > maxRules
      ? [`the file has ${String(rules.length)} rules; a registry holds ${String(maxRules)} at most`]
      : []),
    ...inFileOrder([
      ...problems,
      ...rules.flatMap((rule) =>
        [
          ...placeholderProblems(rule),
          ...new Set(places.flatMap((registry) => ruleProblems(rule, registry))),
          ...duplicateProblems(rule, rules),
        ].map((line) => ({ number: rule.number, line })),
      ),
    ]),
  ];
  if (lines.length > 0) throw parameterProblems(lines, lines);
}

/** Registries that differ only in their profile have the same problems. */
function distinct(registries: readonly CheckedRegistry[]): readonly CheckedRegistry[] {
  const byPlace = registries.map((one) => [[one.partition, one.region, one.account].join(' '), one] as const);
  return [...new Map(byPlace).values()];
}

function inFileOrder(problems: readonly RuleProblem[]): readonly string[] {
  return problems.toSorted((one, other) => one.number - other.number).map(({ line }) => line);
}

function placeholderProblems({ place, parameters }: FileRule): string[] {
  return [
    ...unknownPlaceholders(parameters).map(
      ({ member, name }) =>
        `${place}, field ${member}: unknown placeholder ${name}; use ${placeholderNames.join(', ')}`,
    ),
    ...secretReferenceProblems(parameters).map(({ member, problem }) => `${place}, field ${member}: ${problem}`),
  ];
}

function ruleProblems({ place, parameters }: FileRule, { region, partition, account }: CheckedRegistry): string[] {
  const values = {
    'AWS::Region': region ?? sampleRegion,
    'AWS::AccountId': account ?? sampleAccount,
    'AWS::Partition': partition,
  };
  const secretArn = (name: string) =>
    `arn:${partition}:secretsmanager:${values['AWS::Region']}:${values['AWS::AccountId']}:secret:${name}-AbCdEf`;
  const resolved = resolvePlaceholders(parameters, { ...values, secretArn });
  const reported = secretReferenceProblems(parameters).map(({ member }) => member);
  return callProblems({ operation: createOperation, parameters: resolved, region: region ?? '', account })
    .filter(({ member }) => member === undefined || !reported.includes(member))
    .map(({ member, text }) =>
      member === undefined
        ? `${place}: ${text}${memberSuggestion(text, parameters)}`
        : `${place}, field ${member}: ${text}`,
    );
}

/** Returns the end of a message about an unknown member that is nearly one of the model. */
function memberSuggestion(problem: string, parameters: Parameters): string {
  const unknown = Object.keys(parameters).find((name) => problem.startsWith(`Unknown parameter in input: "${name}", `));
  if (unknown === undefined) return '';
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const names = createOperation.input.members.map(({ name }) => name);
  const known = names.find((name) => plain(name) === plain(unknown)) ?? closeMatches(unknown, names, misspelling)[0];
  return known === undefined ? '' : `. Maybe you meant: ${known}`;
}

function duplicateProblems(rule: FileRule, rules: readonly FileRule[]): string[] {
  const prefix = rule.parameters['ecrRepositoryPrefix'];
  const first = rules.find(({ parameters }) => isSamePrefix(parameters['ecrRepositoryPrefix'], prefix));
  if (first === undefined || first === rule) return [];
  return [`${rule.place}, field ecrRepositoryPrefix: ${first.place} has the same prefix, ${shownValue(prefix ?? '')}`];
}
