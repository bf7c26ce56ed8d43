import { spawn } from 'node:child_process';
import os from 'node:os';

/**
 * Shows a text in a pager. Ctrl-C does not end this process while the pager runs, so that the pager can restore the
 * terminal.
 *
 * @throws NodeJS.ErrnoException if the program cannot be started
 */
export async function runPager(
  command: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  text: string | Uint8Array,
): Promise<void> {
  const [program = '', ...words] = command;
  if (program === '') throw noSuchFile();
  const listeners = process.listeners('SIGINT');
  process.removeAllListeners('SIGINT');
  const ignore = () => undefined;
  process.on('SIGINT', ignore);
  try {
    await new Promise<void>((resolve, reject) => {
      const pager = spawn(program, words, { stdio: ['pipe', 'inherit', 'inherit'], env: environment });
      pager.on('error', reject);
      pager.on('close', () => {
        resolve();
      });
      // The pager may be closed before it has read everything.
      pager.stdin.on('error', ignore);
      pager.stdin.end(text);
    });
  } finally {
    process.off('SIGINT', ignore);
    for (const listener of listeners) process.on('SIGINT', listener);
  }
}

/** Returns the error for an empty program name, which Node reports as an invalid argument. */
function noSuchFile(): NodeJS.ErrnoException {
  return Object.assign(new Error('ENOENT: no such file or directory'), { code: 'ENOENT', errno: -2 });
}

/**
 * Runs a shell command with the standard streams of this process. If this process exits first, the shell is killed.
 *
 * @returns the exit code of the shell; after signal N, 256 - N, as in the AWS CLI
 */
export function runShell(command: string): Promise<number> {
  return new Promise((resolve, reject) => {
    // Node rejects an empty command, but a shell runs a blank one.
    const child = spawn(command || ' ', { shell: true, stdio: 'inherit' });
    const kill = () => {
      child.kill('SIGKILL');
    };
    process.once('exit', kill);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('exit', kill);
      resolve(code ?? 256 - (signal === null ? 0 : os.constants.signals[signal]));
    });
  });
}

/**
 * Runs a program without a shell, and collects its output.
 *
 * @throws NodeJS.ErrnoException if the program cannot be started
 */
export function runProgram([program = '', ...words]: readonly string[]): Promise<{
  exitCode: number;
  stdout: string;
  stderr: string;
}> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ['inherit', 'pipe', 'pipe'] });
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
  });
}
