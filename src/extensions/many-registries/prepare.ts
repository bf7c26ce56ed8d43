import type { OwnInvocation } from '../../command-line/invocation.ts';
import { configuredAccount } from '../../credentials/configured-account.ts';
import { ParameterError, withOwnLines } from '../../model/errors.ts';
import { applyCommand } from '../../model/own-commands.ts';
import { createPrinter } from '../../output/printer.ts';
import type { Io } from '../../platform/io.ts';
import { resolveSettings, type Settings } from '../../settings/settings.ts';
import { checkRules } from './check-rules.ts';
import { createProgress, type RegistriesRun } from './registries-run.ts';
import { registriesOptions, type RegistriesOptions } from './registries-options.ts';
import { RegistryServices } from './registry-service.ts';
import { resultMap, tableColumns, tableRows, type RegistryResult } from './result.ts';
import { loadRules, type FileRule } from './rules-file.ts';
import { resolveTargets, type Target } from './targets.ts';

/** What both commands prepare before any call. */
export interface Prepared {
  readonly options: RegistriesOptions;
  readonly rules: readonly FileRule[];
  readonly targets: readonly Target[];
  readonly print: (results: readonly RegistryResult[]) => Promise<void>;
  readonly run: RegistriesRun;
}

/** Everything that can be checked is checked here, so that nothing is sent where a part of the run cannot succeed. */
export async function prepare(invocation: OwnInvocation, io: Io): Promise<Prepared> {
  const { globals, command } = invocation;
  const options = registriesOptions(invocation);
  const file = await loadRules(options.rules, io);
  for (const warning of file.warnings) await io.stderr.write(`${warning}\n`);
  if (options.prune && file.rules.length === 0 && file.problems.length === 0) {
    throw withOwnLines(
      new ParameterError('--prune with an empty list of rules would delete every rule. Nothing was sent.'),
    );
  }
  const targets = await resolveTargets(options, globals, io);
  checkRules(
    file,
    targets.map((target) => ({ ...target, account: target.account ?? configuredAccount(target.settings, io) })),
  );
  const settings = resolveSettings(globals, io);
  const title = command === applyCommand ? 'Apply' : 'Plan';
  const print = await resultPrinter(settings, title, io);
  return {
    options,
    rules: file.rules,
    targets,
    print,
    run: {
      services: new RegistryServices(options.roleName, io),
      concurrency: options.concurrency,
      progress: createProgress(io),
      interruption: io.interruption,
      trace: io.trace,
    },
  };
}

/** Without a format and a query, a terminal gets a table, which shows changes only. */
async function resultPrinter(settings: Settings, title: string, io: Io): Promise<Prepared['print']> {
  const output = settings.hasOutput || !io.stdout.isTerminal ? settings.output : 'table';
  if (settings.query !== undefined || output !== 'table') {
    const print = await createPrinter(settings, title, io);
    return (results) => print(resultMap(results));
  }
  const print = await createPrinter({ ...settings, output, columns: tableColumns }, title, io);
  return async (results) => {
    const rows = tableRows(results);
    if (rows.length > 0) await print(rows);
  };
}
