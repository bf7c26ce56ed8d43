import { checkGlobalOptions } from './command-line/global-checks.ts';
import { operationAmong, takeGlobalOptions, takeOperation, type Given } from './command-line/words.ts';
import { EcrError, GeneralError, type ExitCode } from './errors.ts';
import { isSystemError, type Io } from './io.ts';
import type { Operation } from './model/shapes.ts';
import { errorText } from './output/error-text.ts';
import { systemErrorText } from './system-errors.ts';
import { versionLine } from './version.ts';

/**
 * The tool, from its command line to its exit code. Everything it needs of the world comes in through `io`; every
 * failure is turned into a message and an exit code here.
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    await run(argv, io);
    return 0;
  } catch (error) {
    return report(error, io);
  }
}

async function run(argv: readonly string[], io: Io): Promise<void> {
  const globals = takeGlobalOptions(argv);
  if (globals.kind === 'version') return io.stdout.write(`${versionLine(io.runtime)}\n`);
  if (globals.kind === 'help') return printHelp(operationAmong(globals.words), io);

  checkGlobalOptions(globals.given);
  const query = globals.given.get('query')?.[0];
  if (query !== undefined) (await import('./output/query/query.ts')).compileQuery(query);
  const words = takeOperation(globals.rest);
  if (words.kind === 'help') return printHelp(words.operation, io);

  await runOperation(globals.given, words.operation, words.given, io);
}

/** command line → settings → input → validation → service → output */
async function runOperation(globals: Given, operation: Operation, given: Given, io: Io): Promise<void> {
  const { bind } = await import('./command-line/program.ts');
  const { readParameters } = await import('./input/parameters.ts');
  const { resolveSettings } = await import('./settings/settings.ts');

  const invocation = bind(globals, operation, given);
  const parameters = readParameters(invocation, io);
  const settings = resolveSettings(invocation.globals, io);

  const { createPrinter } = await import('./output/print.ts');
  const { timestampFormat } = await import('./output/timestamps.ts');
  const readTimestamp = timestampFormat(settings.timestampFormat);
  const print = await createPrinter(settings, operation.name, io);
  const { requireRegion, connect } = await import('./service/caller.ts');
  const region = requireRegion(settings);
  if (settings.parameterValidation) {
    const { checkShape } = await import('./validation/shape-check.ts');
    checkShape(parameters, operation.input);
  }
  const caller = await connect(settings, region, io);
  try {
    const answer = await caller.call(operation, parameters);
    const { readAnswer } = await import('./service/answer.ts');
    await print(readAnswer(answer, operation.output, readTimestamp));
  } finally {
    caller.close();
  }
}

async function printHelp(operation: Operation | undefined, io: Io): Promise<void> {
  const { helpText } = await import('./help/overview.ts');
  await io.stdout.write(helpText(operation));
}

/** The one place where failures become messages and exit codes. */
async function report(error: unknown, io: Io): Promise<ExitCode> {
  // Whoever read the output has left: there is nobody to tell, and nothing went wrong.
  if (isSystemError(error) && error.code === 'EPIPE') return 0;
  const known = error instanceof EcrError ? error : unexpected(error);
  try {
    await io.stderr.write(errorText(known));
  } catch {
    // Nobody listens on stderr either; the exit code has to say it all.
  }
  return known.exitCode;
}

function unexpected(error: unknown): EcrError {
  if (isSystemError(error)) return new GeneralError(systemErrorText(error, error.path));
  return new GeneralError(error instanceof Error ? error.message : String(error));
}
