import { describe, expect, it } from 'vitest';

import { memoized, SharedCredentials } from '../../../src/credentials/context.ts';

const start = Date.parse('2026-01-01T00:00:00Z');
const second = 1000;
const minute = 60 * second;

/** A provider whose credentials are good for some time, under a clock that the test sets. */
function provider(lifetime: number | undefined) {
  const clock: { time: number; finds: number; failure?: Error } = { time: start, finds: 0 };
  const find = () => {
    if (clock.failure !== undefined) return Promise.reject(clock.failure);
    clock.finds += 1;
    const expiration = lifetime === undefined ? {} : { expiration: new Date(clock.time + lifetime) };
    return Promise.resolve({ accessKeyId: String(clock.finds), secretAccessKey: 's', ...expiration });
  };
  const io = { now: () => new Date(clock.time) };
  return { clock, find, io, get: memoized(find, io) };
}

describe('memoized credentials', () => {
  it.each([
    [undefined, 1e12, 1],
    [60 * minute, 55 * minute - second, 1],
    [60 * minute, 55 * minute, 2],
    [4 * minute, 2 * minute - second, 1],
    [4 * minute, 2 * minute, 2],
    [2 * second, second, 2],
  ])('that are good for %j ms are found again after %i ms: %i', async (lifetime, elapsed, finds) => {
    const { clock, get } = provider(lifetime);
    await get();
    clock.time += elapsed;
    for (let call = 0; call < 5; call++) await get();
    expect(clock.finds).toBe(finds);
  });

  it('are found once for all who ask at the same time', async () => {
    const { clock, get } = provider(60 * minute);
    await Promise.all([get(), get(), get()]);
    clock.time += 58 * minute;
    const found = await Promise.all([get(), get(), get()]);
    expect(found.map(({ accessKeyId }) => accessKeyId)).toEqual(['2', '2', '2']);
  });

  it('are used to their end where they cannot be renewed', async () => {
    const { clock, get } = provider(60 * minute);
    await get();
    clock.failure = new Error('no network');
    clock.time += 59 * minute;
    expect((await get()).accessKeyId).toBe('1');
    clock.time += minute;
    await expect(get()).rejects.toThrow('no network');
  });
});

it('shared credentials are found once for each key', async () => {
  const shared = new SharedCredentials();
  const { clock, find, io } = provider(undefined);
  const keys = ['a', 'b', 'a', 'b', 'a'];
  const found = await Promise.all(keys.map((key) => shared.credentials.get(key, find, io)));
  expect(found.map(({ accessKeyId }) => accessKeyId)).toEqual(['1', '2', '1', '2', '1']);
  expect(clock.finds).toBe(2);
});
