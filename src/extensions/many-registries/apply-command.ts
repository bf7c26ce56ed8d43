import type { BuiltinInvocation } from '../../command-line/invocation.ts';
import { GeneralError, type Outcome, ParameterError, withOwnLines } from '../../model/errors.ts';
import type { Io } from '../../platform/io.ts';
import { applyRegistry } from './apply-registry.ts';
import { registryName } from './named-registries.ts';
import { prepare } from './prepare.ts';
import type { RegistriesOptions } from './registries-options.ts';
import { forEachRegistry, type RegistriesRun } from './registries-run.ts';
import { planRegistry } from './registry-plan.ts';
import type { RegistryService } from './registry-service.ts';
import { failureNotices, grouped, noticeLines, printAndReport, writeLines } from './report.ts';
import type { RegistryResult, RuleAction } from './result.ts';

/**
 * `ecr apply`: creates, updates and, with --prune, deletes.
 *
 * @throws Interrupted at a signal; if rules may have been changed, after the result is printed
 */
export async function runApply(invocation: BuiltinInvocation, io: Io): Promise<Outcome> {
  const { interruption } = io;
  const { options, rules, registries, print, run } = await prepare(invocation, io);
  const asks = options.prune && !options.yes;
  if (asks && !(io.stdinMayBeTerminal && io.stderr.isTerminal)) {
    throw withOwnLines(new ParameterError('--prune deletes rules. Without a terminal to ask on, it needs --yes.'));
  }
  const apply = (result: RegistryResult, service: RegistryService) => applyResult(result, service, options, run);
  let results: RegistryResult[];
  if (asks) {
    const planned = await interruption.wait(() =>
      forEachRegistry(registries, run, (registry, service) => planRegistry(registry, rules, options.prune, service)),
    );
    await confirmDeletions(planned, io);
    results = await finishing(io, () =>
      forEachRegistry(registries, run, (registry, service, index) => {
        const result = planned[index];
        if (result === undefined) throw new Error(`There is no plan for ${registryName(registry)}.`);
        return result.error === undefined ? apply(result, service) : Promise.resolve(result);
      }),
    );
  } else {
    results = await finishing(io, () =>
      forEachRegistry(registries, run, async (registry, service) =>
        apply(await planRegistry(registry, rules, options.prune, service), service),
      ),
    );
  }
  const { failed, conflicts } = await printAndReport(print, results, rules, 'applied', io);
  if (interruption.reason !== undefined) throw interruption.reason;
  return failed > 0 || conflicts > 0 ? 'failures' : 'success';
}

/** Lets the changes that are under way end after a signal, and says so. */
export async function finishing<T>({ interruption, stderr }: Io, work: () => Promise<T>): Promise<T> {
  const say = () => {
    void stderr.write('Interrupted. Waiting for the calls that are under way; a second Ctrl-C ends the run at once.\n');
  };
  interruption.signal.addEventListener('abort', say);
  try {
    return await interruption.finish(work);
  } finally {
    interruption.signal.removeEventListener('abort', say);
  }
}

async function applyResult(
  planned: RegistryResult,
  { call }: RegistryService,
  { validate }: RegistriesOptions,
  { interruption, trace }: RegistriesRun,
): Promise<RegistryResult> {
  const isInterrupted = () => interruption.reason !== undefined;
  const rules = await applyRegistry(planned, { call, isInterrupted, validate, trace });
  const registryId = planned.registryId ?? rules.find((rule) => rule.registryId !== undefined)?.registryId;
  return { ...planned, registryId, rules };
}

const headings: readonly (readonly [RuleAction, string])[] = [
  ['create', 'Rules to create:'],
  ['update', 'Rules to update:'],
  ['delete', 'Rules to delete, because they are not in the file:'],
];

/**
 * Asks once, on the terminal, before rules are deleted, and says everything that apply would do. Without deletions
 * there is no question.
 *
 * @throws GeneralError if the answer is not yes
 */
async function confirmDeletions(planned: readonly RegistryResult[], io: Io): Promise<void> {
  const rules = planned.flatMap((result) =>
    result.rules
      .filter(({ error }) => error === undefined)
      .map(({ plan }) => ({
        action: plan.action,
        registry: registryName(result.registry),
        about: plan.ecrRepositoryPrefix,
      })),
  );
  if (!rules.some(({ action }) => action === 'delete')) return;
  await writeLines(noticeLines(planned.flatMap(failureNotices)), io);
  const lines = headings.flatMap(([action, heading]) => {
    const affected = grouped(rules.filter((rule) => rule.action === action));
    return affected.length === 0 ? [] : [heading, ...affected.map(({ registry, about }) => `  ${registry}  ${about}`)];
  });
  await io.stderr.write(`${lines.join('\n')}\n`);
  const reply = await io.ask('Apply all changes? [y/N] ');
  if (!/^y(?:es)?$/i.test(reply.trim())) throw new GeneralError('Nothing was changed.');
}
