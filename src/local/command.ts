import { spawn } from 'node:child_process';
import os from 'node:os';

import { Command, InvalidArgumentError } from 'commander';

import { version } from '../platform/version.ts';
import { Registries } from './registries.ts';
import { createServer } from './server.ts';
import { readState, writeState } from './state-file.ts';

interface Options {
  readonly port: number;
  readonly account: string;
  readonly state?: string;
  readonly allowUnsigned?: boolean;
}

/** Only this machine can reach the endpoint. */
const loopback = '127.0.0.1';

/** Runs `ecr-local` as a process, which it ends by itself; `bin/ecr-local.js` calls it. */
export function run(): void {
  const program = new Command('ecr-local')
    .description(
      'An Amazon ECR endpoint on this machine, for pull through cache rules: to try `ecr` and to test scripts without an account.',
    )
    .version(`ecr-local/${version}`)
    .option('--port <number>', 'the port to listen on; a free one by default', port, 0)
    .option('--account <id>', 'the account that the registry belongs to', account, '123456789012')
    .option('--state <file>', 'keep the rules in this file across restarts')
    .option('--allow-unsigned', 'answer requests without a signature too')
    .argument('[command...]', 'a command to run with the endpoint set, after --')
    .passThroughOptions()
    .action((command: readonly string[], options: Options) => {
      serve(command, options);
    });
  program.parse();
}

function port(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= 65535) return number;
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}

function account(text: string): string {
  if (/^[0-9]{12}$/.test(text)) return text;
  throw new InvalidArgumentError('An account has twelve digits.');
}

function serve(command: readonly string[], options: Options): void {
  const registries = openRegistries(options.state);
  const server = createServer(registries, { account: options.account, allowUnsigned: options.allowUnsigned === true });
  server.on('error', (error) => {
    fail(error.message);
  });
  server.listen(options.port, loopback, () => {
    const address = server.address();
    const number = typeof address === 'object' && address !== null ? address.port : options.port;
    const url = `http://${loopback}:${String(number)}`;
    const [executable, ...words] = command;
    if (executable === undefined) announce(url);
    else runBeside(executable, words, url);
  });
}

function openRegistries(state: string | undefined): Registries {
  if (state === undefined)
    return new Registries(
      new Map(),
      () => new Date(),
      () => undefined,
    );
  try {
    return new Registries(
      readState(state),
      () => new Date(),
      (rules) => {
        writeState(state, rules);
      },
    );
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

function announce(url: string): void {
  console.log(`ecr-local is listening on ${url}; Ctrl-C ends it. In another terminal:`);
  for (const [name, value] of Object.entries(localEnvironment(url, {}))) {
    if (value !== undefined) console.log(`  export ${name}=${value}`);
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      process.exit(signal === 'SIGINT' ? 130 : 0);
    });
  }
}

/** Runs the command against the endpoint, hands signals on to it, and ends as it ends. */
function runBeside(executable: string, words: readonly string[], url: string): void {
  const child = spawn(executable, words, {
    stdio: 'inherit',
    env: { ...process.env, ...localEnvironment(url, process.env) },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      child.kill(signal);
    });
  }
  child.on('error', (error: NodeJS.ErrnoException) => {
    const missing = error.code === 'ENOENT';
    fail(missing ? `${executable}: command not found` : error.message, missing ? 127 : 126);
  });
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (signal === null ? 0 : os.constants.signals[signal]));
  });
}

/**
 * What a command needs to find the endpoint: credentials that are of no use anywhere else, a Region where none is
 * set, and no proxy or other setting in the way. Undefined stands for a variable to take away.
 */
function localEnvironment(url: string, environment: NodeJS.ProcessEnv): Record<string, string | undefined> {
  const hasRegion = environment['AWS_REGION'] !== undefined || environment['AWS_DEFAULT_REGION'] !== undefined;
  const noProxy = (name: string) => [environment[name], loopback].filter(Boolean).join(',');
  const proxied = Object.keys(environment).some((name) => /^(?:http|all)_proxy$/i.test(name));
  return {
    AWS_ENDPOINT_URL_ECR: url,
    AWS_ACCESS_KEY_ID: 'AKIAECRLOCALEXAMPLE0',
    AWS_SECRET_ACCESS_KEY: 'ecr-local',
    AWS_SESSION_TOKEN: undefined,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: undefined,
    ...(hasRegion ? {} : { AWS_REGION: 'us-east-1' }),
    ...(proxied ? { NO_PROXY: noProxy('NO_PROXY'), no_proxy: noProxy('no_proxy') } : {}),
  };
}

function fail(message: string, exitCode = 1): never {
  console.error(`ecr-local: ${message}`);
  process.exit(exitCode);
}
