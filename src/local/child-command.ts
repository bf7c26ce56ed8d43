import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
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

/** The signals that a terminal sends to its foreground process group when a key is pressed. */
const keyboardSignals = ['SIGINT', 'SIGQUIT'] as const;

/**
 * Passes the signals of this process on to a command, except for those that the command gets by itself: keys of a
 * terminal go to all processes in the foreground, and so does the end of a terminal, unless this process leads the
 * session.
 */
export function passSignalsTo(child: ChildProcess): void {
  const start = terminalState();
  for (const signal of keyboardSignals) {
    process.on(signal, () => {
      if (!terminalState().isInForeground) child.kill(signal);
    });
  }
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => {
    const hasLostTerminal = start.hasTerminal && !terminalState().hasTerminal;
    if (!hasLostTerminal || start.leadsSession) child.kill('SIGHUP');
  });
}

/** Resolves with an exit code when a signal asks this process to end. */
export function untilSignal(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        resolve(signalExitCode(signal));
      });
    }
  });
}

/** Returns the exit code that a shell shows for a process that a signal ended. */
export function signalExitCode(signal: NodeJS.Signals | null): number {
  return 128 + (signal === null ? 0 : os.constants.signals[signal]);
}

interface TerminalState {
  readonly hasTerminal: boolean;
  readonly isInForeground: boolean;
  readonly leadsSession: boolean;
}

/**
 * Returns how this process belongs to a terminal. Node has no `tcgetpgrp`; on Linux, /proc has the answer, on other
 * systems `ps`. On Windows, Ctrl-C reaches all processes of a console.
 */
function terminalState(): TerminalState {
  if (process.platform === 'win32') return { hasTerminal: true, isInForeground: true, leadsSession: false };
  const pid = String(process.pid);
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'pgid=,tpgid=', '-p', pid], { encoding: 'utf8' });
    const [group, foreground = ''] = stdout.trim().split(/\s+/);
    // A leader of a group may lead the session as well; ps does not show that in the same way everywhere.
    return { hasTerminal: Number(foreground) > 0, isInForeground: group === foreground, leadsSession: group === pid };
  }
  // The name of the program stands in parentheses and may contain spaces and parentheses. (proc_pid_stat(5))
  const [, , group, session, terminal = '0', foreground] = statInProc()
    .replace(/^.*\) /s, '')
    .split(' ');
  return {
    hasTerminal: terminal !== '0',
    isInForeground: group !== undefined && group === foreground,
    leadsSession: session === pid,
  };
}

function statInProc(): string {
  try {
    return fs.readFileSync('/proc/self/stat', 'utf8');
  } catch {
    // /proc is not mounted.
    return '';
  }
}
