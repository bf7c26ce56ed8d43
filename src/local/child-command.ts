import { spawn } from 'node:child_process';
import os from 'node:os';

/** Thrown when a command cannot be started. The exit code is the one that shells use. */
export class StartError extends Error {
  constructor(
    message: string,
    readonly exitCode: 126 | 127,
  ) {
    super(message);
  }
}

/**
 * Runs a command on this process's streams and forwards signals to it.
 *
 * @returns its exit code, or 128 plus the number of the signal that ended it
 * @throws StartError when the command cannot be started
 */
export function runCommand(
  executable: string,
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, words, { stdio: 'inherit', env: environment });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    child.on('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'ENOENT'
          ? new StartError(`${executable}: command not found`, 127)
          : new StartError(error.message, 126),
      );
    });
    child.on('exit', (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : os.constants.signals[signal]));
    });
  });
}
