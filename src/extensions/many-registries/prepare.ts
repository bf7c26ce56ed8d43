import type { BuiltinInvocation } from '../../command-line/invocation.ts';
import { configuredAccount } from '../../credentials/credential-settings.ts';
import { applyCommand } from '../../model/builtin-commands.ts';
import { ParameterError, withOwnLines } from '../../model/errors.ts';
import type { ValueMap } from '../../model/values.ts';
import { createPrinter } from '../../output/printer.ts';
import type { TableColumn } from '../../output/table/paint.ts';
import type { Io } from '../../platform/io.ts';
import { resolveSettings, type Settings } from '../../settings/settings.ts';
import { checkRules } from './check-rules.ts';
import { resolveRegistries, type Registry } from './named-registries.ts';
import { registriesOptions, type RegistriesOptions } from './registries-options.ts';
import { createProgress, type RegistriesRun } from './registries-run.ts';
import { RegistryServices } from './registry-service.ts';
import { failedRegistry, type RegistryResult, resultMap, tableColumns, tableRows } from './result.ts';
import { type FileRule, loadRules } from './rules-file.ts';

/** What both commands prepare before any call. */
export interface Prepared {
  readonly options: RegistriesOptions;
  readonly rules: readonly FileRule[];
  readonly registries: readonly Registry[];
  readonly print: (results: readonly RegistryResult[]) => Promise<void>;
  readonly run: RegistriesRun;
}

/** Everything that can be checked is checked here, so that nothing is sent where a part of the run cannot succeed. */
export async function prepare(invocation: BuiltinInvocation, io: Io): Promise<Prepared> {
  const { globals, command } = invocation;
  const options = registriesOptions(invocation);
  const file = await loadRules(options.rules, io);
  for (const warning of file.warnings) await io.stderr.write(`${warning}\n`);
  if (options.prune && file.rules.length === 0 && file.problems.length === 0) {
    throw withOwnLines(
      new ParameterError('--prune with an empty list of rules would delete every rule. Nothing was sent.'),
    );
  }
  const registries = await resolveRegistries(options, globals, io);
  checkRules(
    file,
    registries.map((registry) => ({
      ...registry,
      account: registry.account ?? configuredAccount(registry.settings, io),
    })),
  );
  const settings = resolveSettings(globals, io);
  const title = command === applyCommand ? 'Apply' : 'Plan';
  const print = await resultPrinter(settings, title, { map: resultMap, columns: tableColumns, rows: tableRows }, io);
  const services = new RegistryServices(options.roleName, io);
  return {
    options,
    rules: file.rules,
    registries,
    print,
    run: {
      open: (registry) => services.open(registry),
      failed: failedRegistry,
      concurrency: options.concurrency,
      progress: createProgress(io),
      interruption: io.interruption,
      trace: io.trace,
    },
  };
}

/** How results are printed. */
interface ResultLook<Result> {
  readonly map: (results: readonly Result[]) => ValueMap;
  readonly columns: readonly TableColumn[];
  readonly rows: (results: readonly Result[]) => readonly ValueMap[];
}

/** Without a format and a query, a terminal gets a table, which shows changes only. */
export async function resultPrinter<Result>(
  settings: Settings,
  title: string,
  { map, columns, rows }: ResultLook<Result>,
  io: Io,
): Promise<(results: readonly Result[]) => Promise<void>> {
  const output = settings.hasOutput || !io.stdout.isTerminal ? settings.output : 'table';
  if (settings.query !== undefined || output !== 'table') {
    const print = await createPrinter(settings, title, io);
    return (results) => print(map(results));
  }
  const print = await createPrinter({ ...settings, output, columns }, title, io);
  return async (results) => {
    const shown = rows(results);
    if (shown.length > 0) await print(shown);
  };
}
