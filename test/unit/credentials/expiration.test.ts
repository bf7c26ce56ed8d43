import { describe, expect, it } from 'vitest';

import { fetchUnexpired, refreshExpired } from '../../../src/credentials/expiration.ts';
import { testIo } from '../../support/test-io.ts';

const identity = { accessKeyId: 'AKID', secretAccessKey: 's' };
const renewed = { accessKeyId: 'AKIDNEW', secretAccessKey: 's' };
const io = testIo();
const now = io.now().getTime();

describe('credentials with an expiration', () => {
  it.each([now + 1, undefined])('are used when they expire at %j', async (expires) => {
    const refuse = () => Promise.reject(new Error('fetched again'));
    const expiration = expires === undefined ? {} : { expiration: new Date(expires) };
    expect(await refreshExpired({ identity, expires }, refuse, io)).toEqual({ ...identity, ...expiration });
  });

  it('are fetched once more when they are expired', async () => {
    const fetch = () => Promise.resolve({ identity: renewed, expires: now + 1 });
    const expiration = new Date(now + 1);
    expect(await refreshExpired({ identity, expires: now }, fetch, io)).toEqual({ ...renewed, expiration });
  });

  it('are refused when they are still expired', async () => {
    let fetches = 0;
    const fetched = fetchUnexpired(() => {
      fetches += 1;
      return Promise.resolve({ identity, expires: now - 1 });
    }, io);
    await expect(fetched).rejects.toThrow(
      'Credentials were refreshed, but the refreshed credentials are still expired.',
    );
    expect(fetches).toBe(2);
  });
});
