import { spawn } from 'node:child_process';
import os from 'node:os';

import { Interrupted } from '../model/errors.ts';
import { restoreAtEnd, type ProcessInterruption } from './interruption.ts';

/**
 * Shows a text in a pager. Ctrl-C does not end this process while the pager runs, so that the pager can restore the
 * terminal.
 *
 * @throws NodeJS.ErrnoException if the program cannot be started, Interrupted if Ctrl-C ended the pager
 */
export async function runPager(
  command: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  text: string | Uint8Array,
  interruption: ProcessInterruption,
): Promise<void> {
  const [program = '', ...words] = command;
  if (program === '') throw noSuchFile();
  const { exitCode, interrupted } = await interruption.leaveToPager(
    () =>
      new Promise<number | null>((resolve, reject) => {
        const pager = spawn(program, words, { stdio: ['pipe', 'inherit', 'inherit'], env: environment });
        const end = restoreAtEnd(() => pager.kill());
        pager.on('error', reject);
        pager.on('close', (code) => {
          end();
          resolve(code);
        });
        // The pager may be closed before it has read everything.
        pager.stdin.on('error', () => undefined);
        pager.stdin.end(text);
      }),
  );
  if (interrupted && exitCode !== 0) throw new Interrupted('SIGINT');
}

/** Returns the error for an empty program name, which Node reports as an invalid argument. */
function noSuchFile(): NodeJS.ErrnoException {
  return Object.assign(new Error('ENOENT: no such file or directory'), {
    code: 'ENOENT',
    errno: -os.constants.errno.ENOENT,
    syscall: 'spawn',
  });
}

/** How long an interrupted shell command has to end by itself, in milliseconds. (Python's `subprocess.call`) */
const timeToEnd = 250;

/**
 * Runs a shell command with the standard streams of this process. Ctrl-C reaches the command from the terminal. After a
 * quarter of a second it is killed, as in the AWS CLI.
 *
 * @returns the exit code of the shell; after signal N, 256 - N, as in the AWS CLI
 * @throws Interrupted at a signal, after the command has ended
 */
export function runShell(
  command: string,
  environment: NodeJS.ProcessEnv,
  interruption: ProcessInterruption,
): Promise<number> {
  return interruption.finish(
    () =>
      new Promise((resolve, reject) => {
        // Node rejects an empty command, but a shell runs a blank one.
        const child = spawn(command || ' ', { shell: true, stdio: 'inherit', env: environment });
        const kill = restoreAtEnd(() => child.kill('SIGKILL'));
        interruption.signal.addEventListener('abort', () => {
          setTimeout(kill, timeToEnd);
        });
        child.on('error', reject);
        child.on('close', (code, signal) => {
          kill();
          if (interruption.reason !== undefined) reject(interruption.reason);
          else resolve(code ?? 256 - (signal === null ? 0 : os.constants.signals[signal]));
        });
      }),
  );
}

/**
 * Runs a program without a shell, and collects its output.
 *
 * @throws NodeJS.ErrnoException if the program cannot be started, Interrupted at a signal, which ends the program
 */
export function runProgram(
  [program = '', ...words]: readonly string[],
  environment: NodeJS.ProcessEnv,
  interruption: ProcessInterruption,
): Promise<{
  exitCode: number;
  stdout: string;
  stderr: string;
}> {
  return interruption.wait(
    () =>
      new Promise((resolve, reject) => {
        const child = spawn(program, words, {
          stdio: ['inherit', 'pipe', 'pipe'],
          env: environment,
          signal: interruption.signal,
        });
        const [out, err]: [Buffer[], Buffer[]] = [[], []];
        child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
        child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
        child.on('error', reject);
        child.on('close', (code) => {
          resolve({
            exitCode: code ?? 1,
            stdout: Buffer.concat(out).toString('utf8'),
            stderr: Buffer.concat(err).toString('utf8'),
          });
        });
      }),
  );
}
