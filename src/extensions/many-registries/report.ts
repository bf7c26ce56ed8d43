import type { Io } from '../../platform/io.ts';
import type { RegistryResult } from './result.ts';
import type { FileRule } from './rules-file.ts';
import { summarize, summaryLine, type Summary } from './summary.ts';

const conflictAdvice =
  'A rule in conflict differs in members that cannot be changed. Delete it and create it again; cached images stay in their repositories.\n';

/**
 * Prints the result and reports it on stderr. The report comes also where printing fails, because apply has changed
 * rules.
 */
export async function printAndReport(
  print: (results: readonly RegistryResult[]) => Promise<void>,
  results: readonly RegistryResult[],
  rules: readonly FileRule[],
  kind: 'planned' | 'applied',
  io: Io,
): Promise<Summary> {
  try {
    await print(results);
  } catch (error) {
    await report(results, rules, kind, io);
    throw error;
  }
  return report(results, rules, kind, io);
}

/** The summary on stderr, after warnings about rules that were read from another registry. */
async function report(
  results: readonly RegistryResult[],
  rules: readonly FileRule[],
  kind: 'planned' | 'applied',
  io: Io,
): Promise<Summary> {
  for (const { place, registryId } of rules) {
    const other = results.find((result) => result.registryId !== undefined && result.registryId !== registryId);
    if (registryId === undefined || other?.registryId === undefined) continue;
    await io.stderr.write(
      `warning: ${place} has the registryId ${registryId}, which is ignored; the registry is ${other.registryId}\n`,
    );
  }
  const summary = summarize(results);
  await io.stderr.write(summaryLine(summary, kind === 'planned'));
  if (summary.conflicts > 0) await io.stderr.write(conflictAdvice);
  return summary;
}
