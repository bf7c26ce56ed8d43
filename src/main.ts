import type { Aliases } from './command-line/aliases.ts';
import { commandAmong, takeCommand } from './command-line/command-words.ts';
import { checkGlobalOptions, takeGlobalOptions } from './command-line/global-options.ts';
import { type BuiltinCommand, helpCommand } from './model/builtin-commands.ts';
import { EcrError, type ExitCode, GeneralError, Interrupted, type Outcome } from './model/errors.ts';
import type { OptionWords } from './model/option-values.ts';
import type { Operation } from './model/shapes.ts';
import { errorLook, type ErrorLook, errorText } from './output/error-text.ts';
import { checkOutputEncoding, writeErrorText } from './output/output-encoding.ts';
import { visibleText } from './output/terminal-output.ts';
import { type Io, isSystemError } from './platform/io.ts';
import { versionLine } from './platform/version.ts';
import { errorFormat } from './settings/error-format.ts';
import { aliasFile, hasProfileFiles, hasStartupSettings } from './settings/profile-paths.ts';

/** The exit codes of runs that throw no error. */
const exitCodes = { success: 0, 'changes planned': 2, failures: 255 } as const satisfies Record<Outcome, ExitCode>;

/** The state of a run that an error report depends on. */
interface Run {
  io: Io;
  /** The global options; undefined until they are read. */
  globals?: OptionWords;
}

/**
 * Runs the tool and returns its exit code. All access to the outside goes through `io`. Every failure becomes a message
 * and an exit code here.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const run: Run = { io };
  try {
    return await Promise.race([io.uncaught, runOrPrompt(argv, run)]);
  } catch (error) {
    return report(error, run);
  }
}

async function runOrPrompt(argv: readonly string[], run: Run): Promise<number> {
  if (!mayPrompt(argv, run.io)) return runCommandLine(argv, run);
  const { runPrompted } = await import('./prompt/prompt.ts');
  return runPrompted(argv, run.io, (words) => runCommandLine(words, run));
}

/** Returns whether an option or a setting may turn the auto-prompt on. */
function mayPrompt(argv: readonly string[], io: Io): boolean {
  if (argv.includes('--cli-auto-prompt') || io.environment['AWS_CLI_AUTO_PROMPT'] !== undefined) return true;
  return hasProfileFiles(io) && io.stdinMayBeTerminal;
}

async function runCommandLine(argv: readonly string[], run: Run): Promise<number> {
  if (argv[0] === 'completion' && argv[1] === 'answer') return printCandidates(argv.slice(2), run.io);
  if (argv.some((word) => word.includes('\ufffd')))
    (await import('./command-line/raw-words.ts')).requireUtf8(argv, run.io);
  const { values: globals, final, rest } = takeGlobalOptions(argv);
  run.globals = globals;
  if (globals.has('debug')) run.io = await withTrace(run.io, argv);
  const { io } = run;
  if (final === 'version') return printVersion(io);
  if (final === 'help') return printHelp(commandAmong(argv), argv, io);
  await checkGlobals(globals);
  await checkOutputEncoding(io);
  // Help works even if the settings are invalid.
  if (!rest.includes(helpCommand.name)) await checkStartupSettings(globals, io);

  const words = takeCommand(rest, globals, await readAliases(io));
  switch (words.kind) {
    case 'version':
      return printVersion(io);
    case 'help':
      return printHelp(words.command, argv, io);
    case 'shell':
      return io.shell(words.command);
    case 'operation':
    case 'builtin': {
      run.globals = words.globals;
      if (words.globals !== globals) await checkGlobals(words.globals);
      const { runProgram } = await import('./command-line/program.ts');
      const outcome = await runProgram(words, {
        operation: async (invocation) => (await import('./run-operation.ts')).runOperation(invocation, io),
        builtin: async (invocation) =>
          (await import('./extensions/run-builtin-command.ts')).runBuiltinCommand(invocation, io),
      });
      return exitCodes[outcome];
    }
  }
}

/** Returns the same `Io` with a debug log. */
async function withTrace(io: Io, argv: readonly string[]): Promise<Io> {
  const { traceTo } = await import('./platform/trace.ts');
  const { loggedWords } = await import('./command-line/raw-words.ts');
  const trace = traceTo(io, visibleText);
  trace('main', versionLine(io.runtime));
  trace('main', `Arguments: ${JSON.stringify(loggedWords(argv))}`);
  return { ...io, trace };
}

async function checkGlobals(globals: OptionWords): Promise<void> {
  checkGlobalOptions(globals);
  const query = globals.get('query')?.[0];
  if (query !== undefined) (await import('./output/query/query.ts')).requireExpression(query);
}

async function checkStartupSettings(globals: OptionWords, io: Io): Promise<void> {
  if (!hasStartupSettings(io)) return;
  const { checkSettings } = await import('./settings/startup-checks.ts');
  await checkSettings(globals, io);
}

async function readAliases(io: Io): Promise<Aliases> {
  const path = aliasFile(io);
  return path === undefined ? new Map() : (await import('./command-line/aliases.ts')).readAliases(path, io);
}

async function printVersion(io: Io): Promise<number> {
  await io.stdout.write(`${versionLine(io.runtime)}\n`);
  return exitCodes.success;
}

/** An extension: prints the candidates for a command line to the completion script of a shell. */
async function printCandidates([shell = '', ...words]: readonly string[], io: Io): Promise<number> {
  const { completionLines } = await import('./completion/candidates.ts');
  await io.stdout.write(completionLines(shell, words, io));
  return exitCodes.success;
}

async function printHelp(
  command: Operation | BuiltinCommand | undefined,
  argv: readonly string[],
  io: Io,
): Promise<number> {
  const { showHelp } = await import('./help/help.ts');
  await showHelp(command, { usePager: !argv.includes('--no-cli-pager') }, io);
  return exitCodes.success;
}

/** Prints an error and returns its exit code. No other code maps errors to messages and exit codes. */
async function report(error: unknown, run: Run): Promise<number> {
  const { globals, io } = run;
  // A failure after a signal may be its consequence.
  const interruption = error instanceof Interrupted ? error : io.interruption.reason;
  if (interruption !== undefined) return interruption.exitCode;
  const known = error instanceof EcrError ? error : await unexpected(error, io);
  const { format, notice } = await errorFormat(globals, io);
  try {
    const text = await errorText(known, format, { ...errorLook(globals?.get('color')?.[0], io), ...wrapping(io) });
    await writeErrorText(known.code === undefined ? text : notice + text, io);
  } catch (problem) {
    return report(problem, run);
  }
  return known.exitCode;
}

/** Returns how lines of messages are wrapped. Without a terminal, they stay as they are. */
function wrapping({ stderr: { isTerminal, columns } }: Io): Pick<ErrorLook, 'wrap'> {
  if (!isTerminal || columns === undefined) return {};
  return { wrap: async (line) => (await import('./help/wrapping.ts')).wrapped(line, '', columns) };
}

/** Converts an error of the operating system to its message. Any other error is a bug; --debug shows its stack. */
async function unexpected(error: unknown, io: Io): Promise<EcrError> {
  if (isSystemError(error)) {
    const { systemErrorText } = await import('./python/os-error.ts');
    return new GeneralError(systemErrorText(error, error.path));
  }
  const { unexpectedError } = await import('./platform/unexpected-error.ts');
  return unexpectedError(error, io);
}
