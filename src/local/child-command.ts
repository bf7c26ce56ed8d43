import { spawn } from 'node:child_process';

import { systemErrorReason } from './local-error.ts';
import { passSignalsTo, signalExitCode } from './signals.ts';

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
 * Runs a command on this process's streams, and passes signals on to it.
 *
 * @returns its exit code, or 128 plus the number of the signal that ended it
 * @throws StartError if the command cannot be started
 */
export function runCommand(
  executable: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  if (executable === '') throw new StartError("'': command not found", 127);
  return new Promise((resolve, reject) => {
    const child = spawn(executable, words, { stdio: 'inherit', env: environment });
    passSignalsTo(child);
    child.on('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'ENOENT'
          ? new StartError(`${executable}: command not found`, 127)
          : new StartError(`${executable}: ${systemErrorReason(error)}`, 126),
      );
    });
    child.on('exit', (code, signal) => {
      resolve(code ?? signalExitCode(signal));
    });
  });
}
