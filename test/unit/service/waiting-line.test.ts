import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { Io } from '../../../src/platform/io.ts';
import { waitingLine } from '../../../src/service/waiting-line.ts';
import { testIo } from '../../support/test-io.ts';

const endpoint = 'https://api.ecr.us-east-1.amazonaws.com/';
const erase = '\r\u001b[K';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A terminal that remembers what was written to it. The clock is the timers'. */
function terminal(columns = 80): { readonly io: Io; readonly take: () => string } {
  const base = testIo();
  let written = '';
  const write = (text: string | Uint8Array) => {
    written += Buffer.from(text).toString();
    return Promise.resolve();
  };
  const stderr = { ...base.stderr, isTerminal: true, columns, write };
  return {
    io: { ...base, stderr, now: () => new Date() },
    take: () => {
      const text = written;
      written = '';
      return text;
    },
  };
}

const request = { method: 'POST', protocol: 'https:', hostname: 'api', path: '/', headers: {} };

it('appears after two seconds, counts them, and goes when the call ends', () => {
  const { io, take } = terminal();
  const line = waitingLine(endpoint, 3, io);
  line.attempt?.(request);
  vi.advanceTimersByTime(1999);
  expect(take()).toBe('');
  vi.advanceTimersByTime(1);
  expect(take()).toContain(`${erase}Waiting for ${endpoint}, 2 s`);
  vi.advanceTimersByTime(1000);
  expect(take()).toBe(`${erase}Waiting for ${endpoint}, 3 s`);
  line.ended?.();
  expect(take()).toBe(erase);
  vi.advanceTimersByTime(5000);
  expect(take()).toBe('');
});

it('appears at once for another attempt, with the reason', () => {
  const { io, take } = terminal(120);
  const line = waitingLine(endpoint, 3, io);
  line.attempt?.(request);
  line.failed?.(Object.assign(new Error('slow'), { name: 'ThrottlingException' }));
  line.attempt?.(request);
  expect(take()).toBe(`${erase}Waiting for ${endpoint}, attempt 2 of 3 after ThrottlingException, 0 s`);
});

it('fits the terminal', () => {
  const { io, take } = terminal(30);
  const line = waitingLine(endpoint, 3, io);
  line.attempt?.(request);
  line.attempt?.(request);
  expect(take()).toBe(`${erase}Waiting for https://api.ec...`);
});

it('does not appear for a call that takes less', () => {
  const { io, take } = terminal();
  const line = waitingLine(endpoint, 3, io);
  line.attempt?.(request);
  vi.advanceTimersByTime(1500);
  line.ended?.();
  vi.advanceTimersByTime(5000);
  expect(take()).toBe('');
});

it('does not exist in a pipe', () => {
  const io = testIo();
  const line = waitingLine(endpoint, 3, io);
  line.attempt?.(request);
  line.attempt?.(request);
  vi.advanceTimersByTime(5000);
  expect(io.err()).toBe('');
});
