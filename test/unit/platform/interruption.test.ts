import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { Interrupted } from '../../../src/model/errors.ts';
import { ProcessInterruption, restoreAtEnd } from '../../../src/platform/interruption.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Signal = (typeof signals)[number];

const listeners = () => signals.map((signal) => process.listenerCount(signal));
const before = listeners();
const standing = () => listeners().map((count, index) => count - (before[index] ?? 0));
const send = (signal: Signal) => process.emit(signal, signal);
const never = () => new Promise<never>(() => undefined);

let interruption: ProcessInterruption;

beforeEach(() => {
  interruption = new ProcessInterruption();
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const signal of signals) process.removeAllListeners(signal);
});

/** Work that the test ends. */
function open(): { readonly work: () => Promise<string>; readonly end: () => void } {
  let end = (): void => undefined;
  const done = new Promise<string>((resolve) => {
    end = () => {
      resolve('done');
    };
  });
  return { work: () => done, end };
}

it.each(['wait', 'request', 'finish'] as const)('listens for signals during %s, and not after it', async (kind) => {
  const [first, second] = [open(), open()];
  const works = [interruption[kind](first.work), interruption[kind](second.work)];
  expect(standing()).toEqual([1, 1, 1]);
  first.end();
  expect(await works[0]).toBe('done');
  expect(standing()).toEqual([1, 1, 1]);
  second.end();
  await works[1];
  expect(standing()).toEqual([0, 0, 0]);
  await expect(interruption[kind](() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(standing()).toEqual([0, 0, 0]);
  expect(interruption.reason).toBeUndefined();
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s gives up waits and requests, and is raised with its exit code', async (signal, exitCode) => {
  const given = Promise.allSettled([interruption.wait(never), interruption.request(never)]);
  send(signal);
  const { reason } = interruption;
  expect(reason).toMatchObject({ exitCode });
  expect(await given).toEqual([
    { status: 'rejected', reason },
    { status: 'rejected', reason },
  ]);
  expect(interruption.signal.aborted).toBe(true);
  expect(interruption.signal.reason).toBe(reason);
});

it('starts nothing after a signal', async () => {
  const first = interruption.wait(never);
  send('SIGINT');
  await expect(first).rejects.toBeInstanceOf(Interrupted);
  const work = vi.fn(() => Promise.resolve());
  await expect(interruption.wait(work)).rejects.toBe(interruption.reason);
  await expect(interruption.request(work)).rejects.toBe(interruption.reason);
  expect(work).not.toHaveBeenCalled();
});

it('lets requests end within finish, but gives up waits and starts no other request', async () => {
  const request = open();
  const work = vi.fn(() => Promise.resolve());
  const finished = interruption.finish(async () => {
    const outcomes = await Promise.allSettled([interruption.request(request.work), interruption.wait(never)]);
    return [...outcomes, ...(await Promise.allSettled([interruption.request(work)]))];
  });
  send('SIGTERM');
  request.end();
  const { reason } = interruption;
  expect(await finished).toEqual([
    { status: 'fulfilled', value: 'done' },
    { status: 'rejected', reason },
    { status: 'rejected', reason },
  ]);
  expect(work).not.toHaveBeenCalled();
});

it('hears a signal that arrives as the work ends', async () => {
  const work = interruption.request(() => {
    setImmediate(() => send('SIGINT'));
    return Promise.resolve('done');
  });
  await expect(work).rejects.toBeInstanceOf(Interrupted);
});

it('ends the process at a second signal, with everything restored', () => {
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
  const [restored, restore] = [vi.fn(), vi.fn()];
  restoreAtEnd(restored);
  const undo = restoreAtEnd(restore);
  undo();
  undo();
  expect(restore).toHaveBeenCalledTimes(1);
  void interruption.finish(never);
  send('SIGINT');
  expect(restored).not.toHaveBeenCalled();
  send('SIGTERM');
  expect(restored).toHaveBeenCalledTimes(1);
  expect(restore).toHaveBeenCalledTimes(1);
  // The default action of the signal ends the process.
  expect(kill.mock.calls).toEqual([[process.pid, 'SIGTERM']]);
  expect(standing().every((count) => count <= 0)).toBe(true);
});

it('leaves SIGINT to a pager', async () => {
  const pager = interruption.leaveToPager(async () => {
    send('SIGINT');
    return Promise.resolve(2);
  });
  expect(await pager).toEqual({ exitCode: 2, interrupted: true });
  expect(interruption.reason).toBeUndefined();
  expect(await interruption.leaveToPager(() => Promise.resolve(0))).toEqual({ exitCode: 0, interrupted: false });
  const terminated = interruption.leaveToPager(never);
  send('SIGTERM');
  await expect(terminated).rejects.toMatchObject({ exitCode: 143 });
});

it('gives signals their default action during work that may block, even within a wait', async () => {
  await interruption.wait(() => {
    expect(interruption.uncaught(standing)).toEqual([0, 0, 0]);
    expect(standing()).toEqual([1, 1, 1]);
    return Promise.resolve();
  });
  interruption.uncaught(() => undefined);
  expect(standing()).toEqual([0, 0, 0]);
});
