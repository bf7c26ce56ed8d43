import type { OwnInvocation } from '../../command-line/invocation.ts';
import type { Io } from '../../platform/io.ts';
import { planTarget } from './plan-target.ts';
import { prepare } from './prepare.ts';
import { forEachRegistry } from './registries-run.ts';
import { printAndReport } from './report.ts';
import type { Summary } from './summary.ts';

/** `ecr plan`: compares, and changes nothing. @returns the exit code */
export async function runPlan(invocation: OwnInvocation, io: Io): Promise<number> {
  io.endOnInterrupt();
  const { options, rules, targets, print, run } = await prepare(invocation, () => false, io);
  const results = await forEachRegistry(targets, run, (target, service) =>
    planTarget(target, rules, options.prune, service),
  );
  const summary = await printAndReport(print, results, rules, 'planned', io);
  if (results.some(({ error }) => error !== undefined)) return 255;
  return options.detailedExitcode && hasChanges(summary) ? 2 : 0;
}

function hasChanges({ created, updated, deleted, conflicts }: Summary): boolean {
  return created + updated + deleted + conflicts > 0;
}
