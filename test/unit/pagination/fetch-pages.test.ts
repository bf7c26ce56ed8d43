import { describe, expect, it } from 'vitest';

import { GeneralError, ParameterError } from '../../../src/model/errors.ts';
import { type InputValue, isList, Numeral, type Value, type ValueMap } from '../../../src/model/values.ts';
import { fetchPages } from '../../../src/pagination/fetch-pages.ts';
import { type Listing, readToken } from '../../../src/pagination/page-options.ts';
import { fc } from '../../support/property.ts';

const paginator = { inputToken: 'nextToken', outputToken: 'nextToken', limitKey: 'maxResults', resultKey: 'entries' };
const beginning = { token: { nextToken: null }, skip: 0 };

/** Returns a service with `total` entries in pages of `size`, which records the parameters of each request. */
function service(total: number, size: number, requests: Readonly<Record<string, InputValue>>[] = []) {
  return (parameters: Readonly<Record<string, InputValue>>): Promise<ValueMap> => {
    requests.push(parameters);
    const start = typeof parameters['nextToken'] === 'string' ? Number(parameters['nextToken'].slice(1)) : 0;
    const end = Math.min(start + size, total);
    const entries = Array.from({ length: end - start }, (_, index) => start + index);
    return Promise.resolve({ entries, ...(end < total ? { nextToken: `T${String(end)}` } : {}) });
  };
}

/** Fetches all pages: their entries, and the token to resume with. */
async function listing(call: ReturnType<typeof service>, options: Omit<Listing, 'paginator'>) {
  const entries: Value[] = [];
  let resumeToken: string | undefined;
  const first = Object.fromEntries(Object.entries(options.start.token).filter(([, value]) => value !== null));
  for await (const page of fetchPages(call, first, { paginator, ...options })) {
    const pageEntries = page.result['entries'];
    if (isList(pageEntries)) entries.push(...pageEntries);
    resumeToken = page.resumeToken;
  }
  return { entries, resumeToken };
}

describe('fetchPages', () => {
  it('fetches every page', async () => {
    const requests: Readonly<Record<string, InputValue>>[] = [];
    expect(await listing(service(5, 2, requests), { maxItems: undefined, start: beginning })).toEqual({
      entries: [0, 1, 2, 3, 4],
      resumeToken: undefined,
    });
    expect(requests).toEqual([{}, { nextToken: 'T2' }, { nextToken: 'T4' }]);
  });

  it('stops after --max-items entries and returns a token in the format of the AWS CLI', async () => {
    const token = async (maxItems: number) =>
      Buffer.from(
        (await listing(service(5, 2), { maxItems, start: beginning })).resumeToken ?? '',
        'base64',
      ).toString();
    expect(await token(1)).toBe('{"nextToken": null, "boto_truncate_amount": 1}');
    expect(await token(2)).toBe('{"nextToken": "T2"}');
    expect(await token(3)).toBe('{"nextToken": "T2", "boto_truncate_amount": 1}');
    expect(await token(5)).toBe('');
  });

  it('refuses a repeated token', async () => {
    const repeatedToken = () => Promise.resolve({ entries: [1], nextToken: 'T1' });
    await expect(listing(repeatedToken, { maxItems: undefined, start: beginning })).rejects.toThrow(
      "The same next token was received twice: {'nextToken': 'T1'}",
    );
  });

  /** Returns a service that answers with these tokens, the last one for ever, and counts its requests. */
  function tokens(...values: readonly Value[]) {
    const counted = { requests: 0, call: () => Promise.resolve({ entries: [1], nextToken: next() }) };
    const next = () => values[Math.min(counted.requests++, values.length - 1)] ?? null;
    return counted;
  }

  it('refuses a token that came earlier in the listing', async () => {
    const service = tokens('a', 'b', 'a');
    await expect(listing(service.call, { maxItems: undefined, start: beginning })).rejects.toThrow(
      new GeneralError("Error during pagination: The same next token was received twice: {'nextToken': 'a'}"),
    );
    expect(service.requests).toBe(3);
  });

  // Results of the AWS CLI 2.36.12
  it.each([[{}], [[]], [''], [0], [false], [null]])('ends at the token %j', async (token) => {
    const service = tokens('a', token);
    expect((await listing(service.call, { maxItems: undefined, start: beginning })).entries).toEqual([1, 1]);
    expect(service.requests).toBe(2);
  });

  it.each([
    [true, 'true, type: boolean'],
    [5, '5, type: integer'],
    [new Numeral('1152921504606846976'), '1152921504606846976, type: integer'],
    [['a'], '["a"], type: list'],
    [{ a: 1 }, '{"a": 1}, type: map'],
  ])('refuses the token %j', async (token, words) => {
    const service = tokens(token);
    await expect(listing(service.call, { maxItems: undefined, start: beginning })).rejects.toThrow(
      new ParameterError(
        `Parameter validation failed:\nInvalid type for parameter nextToken, value: ${words}, valid types: string`,
      ),
    );
    expect(service.requests).toBe(1);
  });

  it('returns every entry once, for any page size and --max-items', async () => {
    const count = fc.integer({ min: 1, max: 7 });
    await fc.assert(
      fc.asyncProperty(fc.nat(20), count, count, async (total, size, maxItems) => {
        const fetched: Value[] = [];
        let token: string | undefined;
        do {
          const start = token === undefined ? beginning : readToken(token, paginator);
          const { entries, resumeToken } = await listing(service(total, size), { maxItems, start });
          expect(entries.length).toBeLessThanOrEqual(maxItems);
          fetched.push(...entries);
          token = resumeToken;
        } while (token !== undefined);
        expect(fetched).toEqual(Array.from({ length: total }, (_, index) => index));
      }),
    );
  });
});

describe('readToken', () => {
  const read = (text: string) => readToken(text, paginator);

  it.each([
    ['T1', 'T1', 0],
    ['T1___2', 'T1', 2],
    ['T1___x', 'T1___x', 0],
    ['None___3', null, 3],
    ['None', null, 0],
    ['MTIz', 'MTIz', 0],
    ['bm90IGpzb24=', 'bm90IGpzb24=', 0],
    ['eyJuZXh0VG9rZW4iOiAiVDEiLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ==', 'T1', 1],
    ['eyJuZXh0VG9rZW4iOiBudWxsfQ==', null, 0],
  ])('reads %s', (text, nextToken, skip) => {
    expect(read(text)).toEqual({ token: { nextToken }, skip });
  });

  it('refuses a token with too many parts', () => {
    expect(() => read('a___b___c')).toThrow('Bad starting token: a___b___c');
  });
});
