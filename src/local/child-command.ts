import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';

import { systemErrorReason } from './local-error.ts';

/** Thrown when a command cannot be started. The exit code is the one that shells use. */
export class StartError extends Error {
  constructor(
    message: string,
    readonly exitCode: 126 | 127,
  ) {
    super(message);
  }
}

/** The signals that a terminal sends to all processes of its foreground group. */
const keyboardSignals = ['SIGINT', 'SIGQUIT'] as const;
const otherSignals = ['SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a command on this process's streams, and passes signals on to it. A signal from the keyboard reaches the command
 * by itself.
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
    for (const signal of otherSignals) process.on(signal, () => child.kill(signal));
    for (const signal of keyboardSignals) {
      process.on(signal, () => {
        if (!isInForeground()) child.kill(signal);
      });
    }
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

/** Resolves with an exit code when a signal asks this process to end. */
export function untilSignal(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', ...otherSignals] as const) {
      process.on(signal, () => {
        resolve(signalExitCode(signal));
      });
    }
  });
}

function signalExitCode(signal: NodeJS.Signals | null): number {
  return 128 + (signal === null ? 0 : os.constants.signals[signal]);
}

/**
 * Returns whether this process is in the foreground process group of a terminal. Node has no `tcgetpgrp`; on Linux,
 * /proc has the answer, on other systems `ps`. On Windows, Ctrl-C reaches all processes of a console.
 */
function isInForeground(): boolean {
  if (process.platform === 'win32') return true;
  const [group, foregroundGroup] = process.platform === 'linux' ? groupsInProc() : groupsFromPs();
  return group !== undefined && group === foregroundGroup;
}

/** The process group and the foreground process group of the terminal. (proc_pid_stat(5): pgrp and tpgid) */
function groupsInProc(): readonly (string | undefined)[] {
  const stat = fs.readFileSync('/proc/self/stat', 'utf8');
  // The name of the program stands in parentheses and may contain spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return [fields[2], fields[5]];
}

function groupsFromPs(): readonly (string | undefined)[] {
  const { stdout } = spawnSync('ps', ['-o', 'pgid=,tpgid=', '-p', String(process.pid)], { encoding: 'utf8' });
  return stdout.trim().split(/\s+/);
}
