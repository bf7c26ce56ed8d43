import { Command, InvalidArgumentError } from 'commander';

import { keepDebuggerShut } from '../platform/interruption.ts';
import { version } from '../platform/version.ts';
import { runCommand, StartError } from './child-command.ts';
import { systemClock } from './clock.ts';
import { localEnvironment, loopback } from './local-environment.ts';
import { Registries } from './registries.ts';
import { createServer, type ServerOptions } from './server.ts';
import { readState, writeState } from './state-file.ts';

interface Options {
  readonly port?: number;
  readonly account: string;
  readonly state?: string;
  readonly latency?: number;
  readonly throttle?: number;
  readonly allowUnsigned?: true;
}

/** Runs `ecr-local` and ends the process. `bin/ecr-local.js` calls it. */
export function run(): void {
  keepDebuggerShut();
  const program = new Command('ecr-local')
    .description(
      'An endpoint for Amazon ECR pull through cache rules on this machine, to try `ecr` and to test scripts without an AWS account.',
    )
    .version(`ecr-local/${version}`)
    .option('--port <number>', 'listen on this port; by default on a free one', integerFrom(0, 65_535))
    .option(
      '--account <id>',
      'use the registries of this account for access keys that do not name one',
      accountId,
      '123456789012',
    )
    .option('--state <file>', 'keep the rules in this file across restarts')
    .option('--latency <ms>', 'delay every response by this many milliseconds', integerFrom(0, 600_000))
    .option(
      '--throttle <n>',
      'return ThrottlingException for more than this many requests a second',
      integerFrom(1, 1_000_000),
    )
    .option('--allow-unsigned', 'accept requests without a signature')
    .argument('[command...]', 'run this command, after --, with the endpoint and credentials in its environment')
    .addHelpText(
      'after',
      [
        '',
        'Each account has a registry in each Region. An access key ID of twelve digits',
        'belongs to the account of that number. The endpoint also serves GetCallerIdentity',
        "and AssumeRole of AWS STS, which returns such a key for the role's account.",
      ].join('\n'),
    )
    .passThroughOptions()
    .action((command: readonly string[], options: Options) => {
      serve(command, options);
    });
  program.parse();
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

function serve(command: readonly string[], options: Options): void {
  const { account, latency, throttle, allowUnsigned = false } = options;
  const serverOptions: ServerOptions = {
    account,
    allowUnsigned,
    ...(latency === undefined ? {} : { latency }),
    ...(throttle === undefined ? {} : { throttle }),
  };
  const server = createServer(openRegistries(options.state), serverOptions, systemClock);
  server.on('error', (error) => {
    fail(error.message);
  });
  server.listen(options.port ?? 0, loopback, () => {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const url = `http://${loopback}:${String(port)}`;
    const [executable, ...words] = command;
    if (executable === undefined) announce(url);
    else void runWithEndpoint(executable, words, url);
  });
}

function openRegistries(state: string | undefined): Registries {
  if (state === undefined) return new Registries(new Map(), systemClock.now, () => undefined);
  try {
    return new Registries(readState(state), systemClock.now, (rules) => {
      writeState(state, rules);
    });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

function announce(url: string): void {
  console.log(`ecr-local is listening on ${url}. Press Ctrl-C to stop it. To use it, run in another terminal:`);
  for (const [name, value] of Object.entries(localEnvironment(url, {}))) {
    if (value !== undefined) console.log(`  export ${name}=${value}`);
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      process.exit(signal === 'SIGINT' ? 130 : 0);
    });
  }
}

async function runWithEndpoint(executable: string, words: readonly string[], url: string): Promise<never> {
  try {
    process.exit(await runCommand(executable, words, { ...process.env, ...localEnvironment(url, process.env) }));
  } catch (error) {
    if (error instanceof StartError) fail(error.message, error.exitCode);
    throw error;
  }
}

function fail(message: string, exitCode = 1): never {
  console.error(`ecr-local: ${message}`);
  process.exit(exitCode);
}
