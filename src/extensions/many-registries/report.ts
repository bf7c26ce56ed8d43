import { wrapped } from '../../help/wrapping.ts';
import { maxRules } from '../../model/service.ts';
import type { Io } from '../../platform/io.ts';
import { escapedCharacter } from '../../python/strings.ts';
import { describeDifference } from '../rules/rule-calls.ts';
import { registryName } from './named-registries.ts';
import { type Failure, failureText, isInterruption, type RegistryResult, type RuleResult } from './result.ts';
import type { FileRule } from './rules-file.ts';

/** How many rules or secrets, and registries, a run is about. */
export interface Summary {
  readonly registries: number;
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  readonly unchanged: number;
  readonly conflicts: number;
  /** Failed registries, and rules that failed or are not valid. */
  readonly failed: number;
  /** Registries and rules that an interruption left as they were. */
  readonly interrupted: number;
}

/** A message about a registry or about one of its rules. */
interface Notice {
  readonly registry: string;
  readonly about: string;
}

const conflictAdvice =
  'A rule in conflict differs in fields that cannot be changed. Delete it and create it again; cached images stay in their repositories.';

/** If more registries than this have the same message, it is printed once. */
const maxSameNotices = 10;

/** Prints the result and reports it on stderr. */
export async function printAndReport(
  print: (results: readonly RegistryResult[]) => Promise<void>,
  results: readonly RegistryResult[],
  rules: readonly FileRule[],
  kind: 'planned' | 'applied',
  io: Io,
): Promise<Summary> {
  const summary = summarize(results);
  const lines = [
    ...ignoredRegistryIds(results, rules),
    ...noticeLines(results.flatMap(quotaNotices)),
    ...noticeLines(results.flatMap(failureNotices)),
    ...(summary.conflicts > 0 ? [conflictAdvice] : []),
    summaryLine(summary, kind === 'planned'),
  ];
  await printAndWrite(() => print(results), lines, io);
  return summary;
}

/** Prints a result and writes lines about it. They come also where printing fails, because something was changed. */
export async function printAndWrite(print: () => Promise<void>, lines: readonly string[], io: Io): Promise<void> {
  try {
    await print();
  } finally {
    await writeLines(lines, io);
  }
}

function ignoredRegistryIds(results: readonly RegistryResult[], rules: readonly FileRule[]): string[] {
  return rules.flatMap(({ place, registryId }) => {
    const other = results.find((result) => result.registryId !== undefined && result.registryId !== registryId);
    if (registryId === undefined || other?.registryId === undefined) return [];
    return `warning: ${place} has the registryId ${registryId}, which is ignored; the registry is ${other.registryId}`;
  });
}

/** Returns the warning that a plan ends with more rules than a registry holds. */
function quotaNotices({ registry, ruleCount, rules }: RegistryResult): Notice[] {
  const count = (action: string) => rules.filter(({ plan }) => plan.action === action).length;
  const planned = ruleCount + count('create') - count('delete');
  if (planned <= maxRules) return [];
  const about = `the plan ends with ${String(planned)} rules, but a registry holds ${String(maxRules)} at most`;
  return [{ registry: registryName(registry), about }];
}

/** Returns the failures, the conflicts and the invalid rules of a registry. */
export function failureNotices({ registry, rules, error }: RegistryResult): Notice[] {
  const name = registryName(registry);
  return [
    ...rules.flatMap((rule) =>
      ruleProblems(rule).map((problem) => ({ registry: name, about: `${rule.plan.ecrRepositoryPrefix}: ${problem}` })),
    ),
    ...failureTexts(error).map((about) => ({ registry: name, about })),
  ];
}

function ruleProblems({ plan, valid, failure, error }: RuleResult): string[] {
  return [
    ...(plan.action === 'conflict' ? [`conflict: ${plan.differences.map(describeDifference).join(', ')}`] : []),
    ...(valid === false ? [`not valid: ${failure ?? ''}`] : []),
    ...failureTexts(error),
  ];
}

/** An interruption is in the summary alone. */
export function failureTexts(error: Failure | undefined): string[] {
  return error === undefined || isInterruption(error) ? [] : [failureText(error)];
}

/** Returns a line for each notice, and a single one for a notice that many registries have. */
export function noticeLines(notices: readonly Notice[]): string[] {
  return grouped(notices).map(({ registry, about }) => `${registry}: ${about}`);
}

/** Makes one notice of those that many registries have in common. */
export function grouped(notices: readonly Notice[]): Notice[] {
  const registries = new Map<string, string[]>();
  for (const { registry, about } of notices) {
    const known = registries.get(about);
    if (known === undefined) registries.set(about, [registry]);
    else known.push(registry);
  }
  return [...registries].flatMap(([about, names]) => {
    const [first = '', ...others] = names;
    return names.length <= maxSameNotices
      ? names.map((registry) => ({ registry, about }))
      : [{ registry: `${first} and ${String(others.length)} other registries`, about }];
  });
}

/** Writes messages to stderr. On a terminal, they are wrapped between words. */
export async function writeLines(lines: readonly string[], io: Io): Promise<void> {
  await io.stderr.write(lines.map((line) => `${shown(line, io)}\n`).join(''));
}

/** Returns a message as one line, without characters that would control a terminal. */
function shown(line: string, { stderr }: Io): string {
  const text = line.trim().replace(/\s*\n\s*/g, ' ');
  if (!stderr.isTerminal) return text;
  const visible = text.replace(/[\0-\u001f\u007f-\u009f]/g, (control) => escapedCharacter(control));
  return stderr.columns === undefined ? visible : wrapped(visible, '', stderr.columns);
}

export function summarize(results: readonly RegistryResult[]): Summary {
  const rules = results.flatMap((result) => result.rules);
  const count = (test: (rule: RuleResult) => boolean) => rules.filter(test).length;
  // In a plan, `done` is undefined.
  const changed = (action: string) =>
    count(({ plan, done, error }) => plan.action === action && (done ?? error === undefined));
  const errors = [...results, ...rules].flatMap(({ error }) => error ?? []);
  const invalid = count(({ valid, error }) => valid === false && error === undefined);
  const interrupted = errors.filter(isInterruption).length;
  return {
    registries: results.length,
    created: changed('create'),
    updated: changed('update'),
    deleted: changed('delete'),
    unchanged: count(({ plan }) => plan.action === 'none'),
    conflicts: count(({ plan }) => plan.action === 'conflict'),
    failed: invalid + errors.length - interrupted,
    interrupted,
  };
}

/** Returns the counts that are not zero. @param planned whether the changes are still to be made */
export function summaryLine(summary: Summary, planned: boolean): string {
  const { registries, created, updated, deleted, unchanged, conflicts, failed, interrupted } = summary;
  const change = (verb: string) => (planned ? `to ${verb}` : `${verb}d`);
  const counts: readonly (readonly [number, string])[] = [
    [created, change('create')],
    [updated, change('update')],
    [deleted, change('delete')],
    [unchanged, 'unchanged'],
    [conflicts, conflicts === 1 ? 'conflict' : 'conflicts'],
    [failed, 'failed'],
    [interrupted, 'interrupted'],
  ];
  const parts = counts.filter(([count]) => count > 0).map(([count, word]) => `${String(count)} ${word}`);
  const about = parts.length === 0 ? 'no rules' : parts.join(', ');
  return `${String(registries)} ${registries === 1 ? 'registry' : 'registries'}: ${about}`;
}
