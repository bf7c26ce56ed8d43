import { checkGlobalOptions, checkTimeouts } from './command-line/global-checks.ts';
import {
  operationAmong,
  profileAmong,
  takeGlobalOptions,
  takeOperation,
  type Aliases,
  type OperationWords,
} from './command-line/words.ts';
import type { OptionWords } from './model/option-values.ts';
import { EcrError, GeneralError } from './model/errors.ts';
import { inputSkeleton, skeletonAlone } from './input/skeleton.ts';
import { isSystemError, widthWithoutTerminal, type Io } from './platform/io.ts';
import type { Operation } from './model/shapes.ts';
import { helpCommand } from './model/own-commands.ts';
import { errorText, type ErrorLook } from './output/error-text.ts';
import { errorFormat } from './settings/error-format.ts';
import { hasEarlySettings } from './settings/startup-settings.ts';
import { hasProfileFiles } from './settings/profile-paths.ts';
import { versionLine } from './platform/version.ts';

const success = 0;

/**
 * The tool, from its command line to its exit code. Everything it needs of the world comes in through `io`; every
 * failure is turned into a message and an exit code here.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const progress: Progress = {};
  try {
    return mayAsk(argv, io) ? await askOrRun(argv, io, progress) : await run(argv, io, progress);
  } catch (error) {
    return report(await firstProblem(error, progress, io), progress, io);
  }
}

/** Whether anything but the profile, or the profile of a person at a terminal, may ask for the auto-prompt. */
function mayAsk(argv: readonly string[], io: Io): boolean {
  return (
    argv.includes('--cli-auto-prompt') ||
    io.environment['AWS_CLI_AUTO_PROMPT'] !== undefined ||
    (hasProfileFiles(io) && io.stdinMayBeTerminal)
  );
}

async function askOrRun(argv: readonly string[], io: Io, progress: Progress): Promise<number> {
  const { promptMode } = await import('./prompt/mode.ts');
  const mode = promptMode(argv, io);
  if (mode === 'off') return run(argv, io, progress);
  const { runPrompted } = await import('./prompt/prompt.ts');
  return runPrompted(mode, argv, io, (words) => run(words, io, progress));
}

/** How far a run has come, for whoever has to tell of its failure. */
interface Progress {
  globals?: OptionWords;
  /** Whether the global options were found fit, so that what follows is about the command. */
  checked?: boolean;
}

async function run(argv: readonly string[], world: Io, progress: Progress): Promise<number> {
  if (argv[0] === 'completion' && argv[1] === 'answer') return answerShell(argv[2] ?? '', argv.slice(3), world);
  const words = takeGlobalOptions(argv);
  const io = words.kind === 'call' && words.given.has('debug') ? await traced(world, argv) : world;
  if (words.kind === 'version') return printVersion(io);
  if (words.kind === 'help') return printHelp(operationAmong(words.words), argv, io);
  progress.globals = words.given;
  await check(words.given);
  progress.checked = true;
  // Whoever asks for help may need it because of them.
  if (!words.rest.includes(helpCommand.name) && hasEarlySettings(io))
    (await import('./settings/startup-checks.ts')).checkSettings(words.given, io);
  const understood = takeOperation(words.rest, words.given, await readAliases(io));
  switch (understood.kind) {
    case 'version':
      return printVersion(io);
    case 'help':
      return printHelp(understood.operation, argv, io);
    case 'completion':
      return printCompletion(understood.shell, io);
    case 'shell':
      return io.shell(understood.command);
    case 'call':
      progress.globals = understood.globals;
      if (understood.globals !== words.given) await check(understood.globals);
      return runCall(understood, io);
  }
}

async function runCall(words: OperationWords & { readonly kind: 'call' }, io: Io): Promise<number> {
  const skeleton = skeletonAlone(words.given);
  if (skeleton === undefined) return (await import('./run-operation.ts')).runOperation(words, io);
  await io.stdout.write(inputSkeleton(words.operation, skeleton));
  return success;
}

async function readAliases(io: Io): Promise<Aliases> {
  const path = `${io.home()}/.aws/cli/alias`;
  return io.files.isFile(path) ? (await import('./command-line/aliases.ts')).readAliases(path, io) : new Map();
}

/** The same world with a debug log. */
async function traced(io: Io, argv: readonly string[]): Promise<Io> {
  const { traceTo } = await import('./platform/trace.ts');
  const trace = traceTo(io);
  trace('main', versionLine(io.runtime));
  trace('main', `Arguments: ${JSON.stringify(argv)}`);
  return { ...io, trace };
}

/** What the AWS CLI checks of the global options before it looks at the command. */
async function check(globals: OptionWords): Promise<void> {
  checkGlobalOptions(globals);
  const query = globals.get('query')?.[0];
  if (query !== undefined) (await import('./output/query/query.ts')).requireExpression(query);
  checkTimeouts(globals);
}

async function printVersion(io: Io): Promise<number> {
  await io.stdout.write(`${versionLine(io.runtime)}\n`);
  return success;
}

/** An extension: a shell asks how a command line may go on. */
async function answerShell(shell: string, asked: readonly string[], io: Io): Promise<number> {
  const { completionAnswer } = await import('./completion/complete.ts');
  await io.stdout.write(completionAnswer(shell, asked, io));
  return success;
}

async function printCompletion(shell: string | undefined, io: Io): Promise<number> {
  const { completionScript } = await import('./completion/scripts.ts');
  await io.stdout.write(completionScript(shell));
  return success;
}

async function printHelp(operation: Operation | undefined, argv: readonly string[], io: Io): Promise<number> {
  const { showHelp } = await import('./help/help.ts');
  await showHelp(operation, { profile: profileAmong(argv), usePager: !argv.includes('--no-cli-pager') }, io);
  return success;
}

/** What the AWS CLI would have come upon first: it reads the settings files before the command line. */
async function firstProblem(error: unknown, progress: Progress, io: Io): Promise<unknown> {
  if (progress.checked === true || !hasProfileFiles(io)) return error;
  return (await import('./settings/startup-checks.ts')).firstProblem(error, io);
}

/** The one place where failures become messages and exit codes. */
async function report(error: unknown, progress: Progress, io: Io): Promise<number> {
  // Whoever read the output has left: there is nobody to tell, and nothing went wrong.
  if (isSystemError(error) && error.code === 'EPIPE') return success;
  const known = error instanceof EcrError ? error : await unexpected(error);
  const { format, unknown } = await errorFormat(progress.globals, progress.checked === true, io);
  const look = errorLook(progress.globals?.get('color')?.[0], io);
  try {
    // The AWS CLI says this only while it is not yet done with the global options.
    const notice =
      unknown === undefined || progress.checked === true || known.code === undefined
        ? ''
        : `Invalid cli_error_format: '${unknown}'. Using 'enhanced' format.\n`;
    await io.stderr.write(notice + (await errorText(known, format, look)));
  } catch {
    // Nobody listens on stderr either; the exit code has to say it all.
  }
  return known.exitCode;
}

function errorLook(color: string | undefined, io: Io): ErrorLook {
  const { isTerminal, columns } = io.stdout;
  const mayColour = isTerminal && !io.environment['NO_COLOR'];
  return {
    colouredUsage: mayColour && io.environment['TERM'] !== 'dumb',
    colouredTable: color === 'on' || (color !== 'off' && mayColour),
    width: columns ?? widthWithoutTerminal,
  };
}

async function unexpected(error: unknown): Promise<EcrError> {
  const { systemErrorText } = await import('./python/os-error.ts');
  if (isSystemError(error)) return new GeneralError(systemErrorText(error, error.path));
  return new GeneralError(error instanceof Error ? error.message : String(error));
}
