import { describe, expect, it } from 'vitest';

import { tokenFinder, type StoredToken } from '../../../src/credentials/token-renewal.ts';
import { GeneralError, ServiceError } from '../../../src/model/errors.ts';
import { testIo } from '../../support/test-io.ts';

const minute = 60_000;
const refusal = new ServiceError('InvalidGrantException', 'CreateToken', 'no', undefined);

/** A token with some minutes left, and what happens where it is renewed. */
function finder(
  minutes: number,
  { canKeep = true, renew, other }: { canKeep?: boolean; renew?: Error; other?: StoredToken } = {},
) {
  const io = testIo();
  const inMinutes = (count: number) => new Date(io.now().getTime() + count * minute);
  const stored: StoredToken = { content: { refreshToken: 'first' }, expiration: inMinutes(minutes) };
  const renewed: StoredToken = { content: { refreshToken: 'second' }, expiration: inMinutes(60) };
  const seen: string[] = [];
  let reads = 0;
  const readOnly = Object.assign(new Error('EROFS'), { code: 'EROFS', errno: -30, syscall: 'open' });
  const files = {
    ...io.files,
    canWritePrivate: () => Promise.resolve(canKeep),
    writePrivate: (_: string, content: string) => {
      seen.push(`save ${content}`);
      return canKeep ? Promise.resolve() : Promise.reject(readOnly);
    },
  };
  const source = {
    file: '/token.json',
    name: 'the SSO session dev',
    login: 'aws sso login',
    renewalWindow: 15 * minute,
    read: () => (reads++ === 0 ? stored : (other ?? stored)),
    renew: () => {
      seen.push('renew');
      return renew === undefined ? Promise.resolve(renewed) : Promise.reject(renew);
    },
  };
  return { find: tokenFinder(source, { ...io, files }), io, seen, stored, renewed };
}
const saved = 'save {"refreshToken": "second"}';

describe('a stored token', () => {
  it.each([
    [16, false],
    [15, true],
    [14, true],
    [-1, true],
  ])('with %i minutes left is renewed: %s', async (minutes, isRenewed) => {
    const { find, seen, stored, renewed } = finder(minutes);
    expect(await find()).toEqual({ token: isRenewed ? renewed : stored });
    expect(seen).toEqual(isRenewed ? ['renew', saved] : []);
  });

  it('is not renewed while it is good and the new one cannot be saved', async () => {
    const { find, seen, stored, io } = finder(5, { canKeep: false });
    expect(await find()).toEqual({ token: stored });
    expect(seen).toEqual([]);
    expect(io.err()).toBe('');
  });

  it('is renewed with a warning where it has ended and the new one cannot be saved', async () => {
    const { find, seen, renewed, io } = finder(-1, { canKeep: false });
    expect(await find()).toEqual({ token: renewed });
    expect(seen).toEqual(['renew', saved]);
    expect(io.err()).toMatch(
      /^warning: the renewed token of the SSO session dev cannot be saved: \[Errno 30\] .*'\/token\.json'\. .* aws sso login gets a new one\.\n$/,
    );
  });

  it('is read again after a refusal, because another process may have renewed it', async () => {
    const other = { content: { refreshToken: 'third' }, expiration: new Date('2099-01-01T00:00:00Z') };
    const { find } = finder(-1, { renew: refusal, other });
    expect(await find()).toEqual({ token: other });
  });

  it('is not sent again after a refusal', async () => {
    const { find, seen, stored } = finder(5, { renew: refusal });
    for (let call = 0; call < 3; call++) expect(await find()).toEqual({ token: stored, failure: refusal });
    expect(seen).toEqual(['renew']);
  });

  it('is sent again after a failure of the network', async () => {
    const { find, seen } = finder(5, { renew: new GeneralError('Could not connect') });
    for (let call = 0; call < 3; call++) await find();
    expect(seen).toEqual(['renew', 'renew', 'renew']);
  });
});
