import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { Io } from '../../../src/platform/io.ts';
import { waitingLine } from '../../../src/service/waiting-line.ts';

const endpoint = 'https://api.ecr.us-east-1.amazonaws.com/';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A status line that remembers what it showed; '' where it was erased. The clock is the timers'. */
function terminal(): { readonly io: Pick<Io, 'status' | 'now'>; readonly take: () => string[] } {
  const shown: string[] = [];
  const status = {
    show: (text: string) => void shown.push(text),
    clear: () => void shown.push(''),
  };
  return { io: { status, now: () => new Date() }, take: () => shown.splice(0) };
}

const request = { method: 'POST', protocol: 'https:', hostname: 'api', path: '/', headers: {} };

it('appears after two seconds, counts them, and goes when the call ends', () => {
  const { io, take } = terminal();
  const line = waitingLine(endpoint, 3, io);
  line.attempt?.(request);
  vi.advanceTimersByTime(1999);
  expect(take()).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(take().at(-1)).toBe(`Waiting for ${endpoint}, 2 s`);
  vi.advanceTimersByTime(1000);
  expect(take()).toEqual([`Waiting for ${endpoint}, 3 s`]);
  line.ended?.();
  expect(take()).toEqual(['']);
  vi.advanceTimersByTime(5000);
  expect(take()).toEqual([]);
});

it('appears at once for another attempt, with the reason', () => {
  const { io, take } = terminal();
  const line = waitingLine(endpoint, 3, io);
  line.attempt?.(request);
  line.failed?.(Object.assign(new Error('slow'), { name: 'ThrottlingException' }));
  line.attempt?.(request);
  expect(take()).toEqual([`Waiting for ${endpoint}, attempt 2 of 3 after ThrottlingException, 0 s`]);
});

it('does not appear for a call that takes less', () => {
  const { io, take } = terminal();
  const line = waitingLine(endpoint, 3, io);
  line.attempt?.(request);
  vi.advanceTimersByTime(1500);
  line.ended?.();
  vi.advanceTimersByTime(5000);
  expect(take()).toEqual([]);
});

it('does not exist without a terminal', () => {
  expect(waitingLine(endpoint, 3, { ...terminal().io, status: undefined })).toEqual({});
});
