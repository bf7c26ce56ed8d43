import { spawn } from 'node:child_process';
import os from 'node:os';

/**
 * Runs a pager over a text. Ctrl-C belongs to the pager while it has the terminal: this process outlives it, so that
 * the pager can put the terminal in order.
 *
 * @throws NodeJS.ErrnoException when the program cannot be started
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
      // A person may leave the pager before it has read everything.
      pager.stdin.on('error', ignore);
      pager.stdin.end(text);
    });
  } finally {
    process.off('SIGINT', ignore);
    for (const listener of listeners) process.on('SIGINT', listener);
  }
}

/** The error of a program without a name, which Node reports as an error in its own use. */
function noSuchFile(): NodeJS.ErrnoException {
  return Object.assign(new Error('ENOENT: no such file or directory'), { code: 'ENOENT', errno: -2 });
}

/**
 * Runs a shell command on this process's streams. Where this process ends first, the shell is killed.
 *
 * @returns the shell's exit code; for a shell that signal N has ended 256 - N, which is what the AWS CLI ends with
 */
export function runShell(command: string): Promise<number> {
  return new Promise((resolve, reject) => {
    // Node refuses an empty command; the shell runs a blank one.
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
 * Runs a program without a shell, and collects what it prints.
 *
 * @throws NodeJS.ErrnoException when it cannot be started
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
