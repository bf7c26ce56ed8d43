import { setMaxListeners } from 'node:events';
import fs from 'node:fs';

import { Interrupted, type InterruptingSignal } from '../model/errors.ts';
import { type Interruption, isSystemError } from './io.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const satisfies readonly InterruptingSignal[];

/** What restores the terminal and ends children. */
const restorers = new Set<() => void>();

/**
 * Has a change to the terminal undone, or a child ended, however the run ends.
 *
 * @returns undoes it now
 */
export function restoreAtEnd(restore: () => void): () => void {
  if (restorers.size === 0) process.off('exit', restoreAll).on('exit', restoreAll);
  restorers.add(restore);
  return () => {
    if (restorers.delete(restore)) restore();
  };
}

function restoreAll(): void {
  for (const restore of [...restorers].reverse()) {
    try {
      restore();
    } catch {
      // The terminal is gone.
    }
  }
  restorers.clear();
}

/**
 * Ends the process. If its terminal was closed, it ends with the signal for that: Node would try to restore the terminal,
 * and abort.
 */
export function exitProcess(exitCode: number): void {
  if (process.platform !== 'win32' && [0, 1, 2].some(isClosedTerminal)) {
    process.emit('exit', exitCode);
    process.removeAllListeners('SIGHUP').kill(process.pid, 'SIGHUP');
  }
  process.exit(exitCode);
}

function isClosedTerminal(descriptor: number): boolean {
  try {
    return fs.fstatSync(descriptor).isCharacterDevice() && fs.writeSync(descriptor, '') < 0;
  } catch (error) {
    return isSystemError(error) && error.code === 'EIO';
  }
}

/** Keeps SIGUSR1 from opening Node's debugger on a local port. */
export function keepDebuggerShut(): void {
  process.on('SIGUSR1', () => undefined);
}

/** The interruption of this process. */
export class ProcessInterruption implements Interruption {
  reason: Interrupted | undefined;
  #controller: AbortController | undefined;
  /** What a signal gives up. It is not an AbortSignal, for which Node loads a module in every run. */
  readonly #waiting = new Set<(reason: Interrupted) => void>();
  #waits = 0;
  #finishing = 0;
  #pager: { interrupted: boolean } | undefined;

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      // Every wait of many registries listens.
      setMaxListeners(0, this.#controller.signal);
      if (this.reason !== undefined) this.#controller.abort(this.reason);
    }
    return this.#controller.signal;
  }

  wait<T>(work: () => Promise<T>): Promise<T> {
    return this.#giveUp(work, () => true);
  }

  request<T>(work: () => Promise<T>): Promise<T> {
    return this.#giveUp(work, () => this.#finishing === 0);
  }

  async finish<T>(work: () => Promise<T>): Promise<T> {
    this.#finishing++;
    try {
      return await this.#catchSignals(work);
    } finally {
      this.#finishing--;
    }
  }

  /**
   * Leaves SIGINT to a pager, which shares the terminal.
   *
   * @param work resolves with the pager's exit code; null after a signal
   */
  async leaveToPager(
    work: () => Promise<number | null>,
  ): Promise<{ readonly exitCode: number | null; readonly interrupted: boolean }> {
    const pager = { interrupted: false };
    this.#pager = pager;
    try {
      const exitCode = await this.wait(work);
      return { exitCode, interrupted: pager.interrupted };
    } finally {
      this.#pager = undefined;
    }
  }

  /** Does work that may block the process, such as opening a named pipe, while signals have their default action. */
  uncaught<T>(work: () => T): T {
    if (this.#waits > 0) this.#stopListening();
    try {
      return work();
    } finally {
      if (this.#waits > 0) this.#listen();
    }
  }

  async #giveUp<T>(work: () => Promise<T>, mayGiveUp: () => boolean): Promise<T> {
    if (this.reason !== undefined) throw this.reason;
    let stop: (reason: Interrupted) => void = () => undefined;
    const interrupted = new Promise<never>((_, reject) => {
      stop = (reason) => {
        if (mayGiveUp()) reject(reason);
      };
      this.#waiting.add(stop);
    });
    try {
      return await Promise.race([interrupted, this.#catchSignals(work)]);
    } finally {
      this.#waiting.delete(stop);
    }
  }

  async #catchSignals<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waits++ === 0) this.#listen();
    try {
      return await work();
    } finally {
      // A signal that has arrived is read in the next turn of the event loop. It must not be lost with its listener.
      await turn();
      if (--this.#waits === 0) this.#stopListening();
    }
  }

  #listen(): void {
    for (const name of signals) process.on(name, this.#caught);
  }

  #stopListening(): void {
    for (const name of signals) process.off(name, this.#caught);
  }

  readonly #caught = (name: NodeJS.Signals): void => {
    const signal = signals.find((one) => one === name);
    if (signal === undefined) return;
    if (signal === 'SIGINT' && this.#pager !== undefined) this.#pager.interrupted = true;
    else if (this.reason === undefined) {
      this.reason = new Interrupted(signal);
      this.#controller?.abort(this.reason);
      for (const stop of [...this.#waiting]) stop(this.reason);
    } else {
      restoreAll();
      this.#stopListening();
      process.kill(process.pid, signal);
    }
  };
}

/** Resolves after the event loop has looked for events once more, before the callbacks of a second `setImmediate`. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(() => {
      setImmediate(resolve);
    });
  });
}
