import type { OwnInvocation } from '../../command-line/invocation.ts';
import type { Outcome } from '../../model/errors.ts';
import type { Io } from '../../platform/io.ts';
import { planTarget } from './registry-plan.ts';
import { prepare } from './prepare.ts';
import { forEachRegistry } from './registries-run.ts';
import { printAndReport, type Summary } from './report.ts';

/** `ecr plan`: compares, and changes nothing. */
export async function runPlan(invocation: OwnInvocation, io: Io): Promise<Outcome> {
  const { options, rules, targets, print, run } = await prepare(invocation, io);
  const results = await io.interruption.wait(() =>
    forEachRegistry(targets, run, (target, service) => planTarget(target, rules, options.prune, service)),
  );
  const summary = await printAndReport(print, results, rules, 'planned', io);
  if (summary.failed > 0) return 'failures';
  return options.detailedExitcode && hasChanges(summary) ? 'changes planned' : 'success';
}

function hasChanges({ created, updated, deleted, conflicts }: Summary): boolean {
  return created + updated + deleted + conflicts > 0;
}
