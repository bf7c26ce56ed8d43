import type { OwnInvocation } from '../../command-line/invocation.ts';
import { interrupted, ParameterError } from '../../model/errors.ts';
import type { Io } from '../../platform/io.ts';
import { applyRegistry } from './apply-registry.ts';
import { confirmDeletions } from './confirmation.ts';
import { planTarget } from './plan-target.ts';
import { prepare } from './prepare.ts';
import { forEachRegistry } from './registries-run.ts';
import type { RegistriesOptions } from './registries-options.ts';
import type { RegistryService } from './registry-service.ts';
import { printAndReport } from './report.ts';
import type { RegistryResult } from './result.ts';
import { targetName } from './targets.ts';

/** `ecr apply`: creates, updates and, with --prune, deletes. @returns the exit code */
export async function runApply(invocation: OwnInvocation, io: Io): Promise<number> {
  io.endOnInterrupt();
  let isInterrupted = false;
  const finishOnInterrupt = () => {
    io.onInterrupt(() => {
      isInterrupted = true;
    });
  };
  const { options, rules, targets, print, run } = await prepare(invocation, () => isInterrupted, io);
  const asks = options.prune && !options.yes;
  if (asks && !(io.stdinMayBeTerminal && io.stderr.isTerminal)) {
    throw new ParameterError('--prune deletes rules. Without a terminal to ask on, it needs --yes.');
  }
  const apply = (result: RegistryResult, service: RegistryService) =>
    applyResult(result, service, options, run.isInterrupted);
  let results: RegistryResult[];
  if (asks) {
    const planned = await forEachRegistry(targets, run, (target, service) =>
      planTarget(target, rules, options.prune, service),
    );
    await confirmDeletions(planned, io);
    finishOnInterrupt();
    results = await forEachRegistry(targets, run, (target, service, index) => {
      const result = planned[index];
      if (result === undefined) throw new Error(`There is no plan for ${targetName(target)}.`);
      return result.error === undefined ? apply(result, service) : Promise.resolve(result);
    });
  } else {
    finishOnInterrupt();
    results = await forEachRegistry(targets, run, async (target, service) =>
      apply(await planTarget(target, rules, options.prune, service), service),
    );
  }
  const { failed, conflicts } = await printAndReport(print, results, rules, 'applied', io);
  if (run.isInterrupted()) return interrupted;
  return failed > 0 || conflicts > 0 ? 255 : 0;
}

async function applyResult(
  planned: RegistryResult,
  { call }: RegistryService,
  { validate }: RegistriesOptions,
  isInterrupted: () => boolean,
): Promise<RegistryResult> {
  const plans = planned.rules.map((rule) => rule.plan);
  const rules = await applyRegistry(plans, { call, isInterrupted, validate });
  const registryId = planned.registryId ?? rules.find((rule) => rule.registryId !== undefined)?.registryId;
  return { ...planned, registryId, rules };
}
