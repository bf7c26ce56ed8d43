import type http from 'node:http';
import type { AddressInfo } from 'node:net';

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

import { localCommand, localOptions } from '../model/local-command.ts';
import type { OptionDefinition } from '../model/options.ts';
import { exitProcess, keepDebuggerShut } from '../platform/interruption.ts';
import { type Io, isSystemError } from '../platform/io.ts';
import { processIo } from '../platform/process-io.ts';
import { bugsUrl, version } from '../platform/version.ts';
import { runCommand, StartError, untilSignal } from './child-command.ts';
import { commandEnvironment, localEnvironment, loopback, shellLines } from './local-environment.ts';
import { systemErrorReason } from './local-error.ts';
import { createServer } from './server.ts';
import { StateFile, StateFileError } from './state-file.ts';
import { Store } from './store.ts';

/** The exit codes of failures of `ecr-local` itself; they are those of `ecr`. */
const exitCodes = { usage: 252, failure: 255 };

interface Options {
  readonly port?: number;
  readonly account?: string;
  readonly state?: string;
  readonly latency?: number;
  readonly throttle?: number;
  readonly allowUnsigned?: true;
}

/** Runs `ecr-local` as a process; `bin/ecr-local.js` calls it. */
export function run(): void {
  keepDebuggerShut();
  void main(process.argv.slice(2), processIo()).then(exitProcess);
}

async function main(argv: readonly string[], io: Io): Promise<number> {
  const program = commandLine();
  let [output, errors] = ['', ''];
  program.configureOutput({ writeOut: (text) => (output += text), writeErr: (text) => (errors += text) });
  try {
    program.parse(argv[0] === 'help' ? ['--help'] : argv, { from: 'user' });
    return await serve(program.args, program.opts<Options>(), io);
  } catch (error) {
    if (error instanceof CommanderError) {
      await print(io.stdout, output);
      await print(io.stderr, errors);
      return error.exitCode === 0 ? 0 : exitCodes.usage;
    }
    const isForeseen = error instanceof StartError || error instanceof StateFileError || error instanceof ListenError;
    await print(io.stderr, `ecr-local: ${isForeseen ? error.message : unexpected(error)}\n`);
    return error instanceof StartError ? error.exitCode : exitCodes.failure;
  }
}

function unexpected(error: unknown): string {
  return `Unexpected error: ${error instanceof Error ? error.message : String(error)}. Please report it: ${bugsUrl}`;
}

function commandLine(): Command {
  const { name, usage, purpose, description, details } = localCommand;
  const { port, account, state, latency, throttle, allowUnsigned } = localOptions;
  return new Command(name)
    .usage(usage)
    .description([`${purpose}.`, ...description, ...details].join('\n\n'))
    .version(`${name}/${version}`, '-V, --version', 'Print the version.')
    .helpOption('-h, --help', 'Print this help.')
    .addOption(optionOf(port).argParser(integerFrom(0, 65_535)))
    .addOption(optionOf(account).argParser(accountId))
    .addOption(optionOf(state))
    .addOption(optionOf(latency).argParser(integerFrom(0, 600_000)))
    .addOption(optionOf(throttle).argParser(integerFrom(1, 1_000_000)))
    .addOption(optionOf(allowUnsigned))
    .argument('[command...]')
    .passThroughOptions()
    .exitOverride();
}

function optionOf({ name, value, help, default: unset }: OptionDefinition): Option {
  const text = unset === undefined ? help : `${help} Default: ${unset}.`;
  return new Option(`--${name}${value === undefined ? '' : ` <${value}>`}`, text);
}

function integerFrom(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= minimum && number <= maximum) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${String(minimum)} to ${String(maximum)}.`);
  };
}

function accountId(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError('It must have twelve digits.');
}

/** Serves until the command exits or, without a command, until a signal. Returns the exit code. */
async function serve([executable, ...words]: readonly string[], options: Options, io: Io): Promise<number> {
  const { account = localOptions.account.default, port = 0, state, latency, throttle, allowUnsigned = false } = options;
  const file = state === undefined ? undefined : await StateFile.open(state);
  const server = createServer(
    new Store(file?.state, file?.save),
    {
      account,
      allowUnsigned,
      ...(latency === undefined ? {} : { latency }),
      ...(throttle === undefined ? {} : { throttle }),
    },
    { now: () => io.now(), sleep },
  );
  const url = await listen(server, port);
  const environment = localEnvironment(url, io);
  if (executable !== undefined) return runCommand(executable, words, commandEnvironment(environment, io));
  const signal = untilSignal();
  await print(
    io.stdout,
    [
      `# ecr-local is listening on ${url}. Press Ctrl-C to stop it. To use it, run in another terminal:`,
      ...shellLines(environment).map((line) => `  ${line}`),
      '',
    ].join('\n'),
  );
  return signal;
}

/** Unlike the wait of `Io`, this one does not end at a signal: the endpoint serves until its command has ended. */
function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Thrown when the endpoint cannot listen on its port. */
class ListenError extends Error {}

async function listen(server: http.Server, port: number): Promise<string> {
  const address = await new Promise<AddressInfo | string | null>((resolve, reject) => {
    server.on('error', (error: NodeJS.ErrnoException) => {
      reject(
        new ListenError(
          error.code === 'EADDRINUSE'
            ? `Port ${String(port)} is in use. Choose another one with --port.`
            : `Cannot listen on port ${String(port)}: ${systemErrorReason(error)}.`,
        ),
      );
    });
    server.listen(port, loopback, () => {
      resolve(server.address());
    });
  });
  return `http://${loopback}:${String(typeof address === 'object' && address !== null ? address.port : port)}`;
}

/** Writes a text, unless the stream is closed: the endpoint serves without a reader, too. */
async function print(stream: Io['stdout'], text: string): Promise<void> {
  try {
    await stream.write(text);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
