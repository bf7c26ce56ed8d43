import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** `scripts/coverage.mjs` sets the folder of another build of the same sources. */
const bin = process.env['TEST_BIN'] ?? path.join(root, 'bin');
export const ecr = path.join(bin, 'ecr.js');
export const ecrLocal = path.join(bin, 'ecr-local.js');

const coverage: Record<string, string> =
  process.env['TEST_V8_COVERAGE'] === undefined
    ? {}
    : { NODE_V8_COVERAGE: process.env['TEST_V8_COVERAGE'], ECR_CODE_CACHE: 'off' };

/**
 * The official AWS CLI, if `scripts/official-cli.sh` has installed it. It is not used while coverage is measured,
 * because its runs cover none of our code.
 */
export const officialCli = [path.join(root, '.reference', 'aws')].find(
  (file) => fs.existsSync(file) && Object.keys(coverage).length === 0,
);

/** Both tools, for tests that expect the same of each. */
export const programs = [
  { tool: 'ecr', command: [process.execPath, ecr], isThere: true, isOwn: true },
  {
    tool: 'the official AWS CLI',
    command: [officialCli ?? '', 'ecr'],
    isThere: officialCli !== undefined,
    isOwn: false,
  },
];

/** The message of a run on stderr, without the name of the program. */
export function saidBy({ stderr }: Outcome): string {
  return stderr.replace(/^\n(?:ecr|aws): \[ERROR\]: /, '').trimEnd();
}

/** A user id without an entry in the user database, as in many containers. */
export const otherUser = { uid: 54321, gid: 54321 };

/** Only root can switch users, and the other user must be able to read the checkout. */
export function canSwitchUser(): boolean {
  return process.getuid?.() === 0 && spawnSync(process.execPath, [ecr, '--version'], otherUser).status === 0;
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An environment without settings of the person who runs the tests, and without a way to a metadata service. */
export function bareEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: os.tmpdir(),
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    AWS_PAGER: '',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...coverage,
    ...more,
  };
}

/** Runs a program to its end. */
export function run(
  program: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  cwd = root,
): Promise<Outcome> {
  return finished(spawn(program, words, { cwd, env: bareEnvironment(environment), stdio: ['ignore', 'pipe', 'pipe'] }));
}

export function node(...words: string[]): Promise<Outcome> {
  return run(process.execPath, words);
}

export function finished(child: ChildProcess): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
    });
  });
}

/** Makes a folder for the callback, and removes it afterwards. */
export async function inScratch<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ecr-scratch-'));
  try {
    return await use(folder);
  } finally {
    await removeFolder(folder);
  }
}

/**
 * Removes a folder with its content. A program that is about to exit may write there meanwhile, such as a shell its
 * history, and `maxRetries` of Node does not look for new files.
 */
export async function removeFolder(folder: string, attempts = 100): Promise<void> {
  try {
    fs.rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    if (attempts === 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, 100));
    await removeFolder(folder, attempts - 1);
  }
}
