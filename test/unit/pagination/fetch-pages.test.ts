import { fc } from '../../support/property.ts';
import { describe, expect, it } from 'vitest';

import type { Listing } from '../../../src/pagination/page-options.ts';
import { readToken } from '../../../src/pagination/page-token.ts';
import { fetchPages } from '../../../src/pagination/fetch-pages.ts';
import { isList, type InputValue, type Value, type ValueMap } from '../../../src/model/values.ts';

const paginator = { inputToken: 'nextToken', outputToken: 'nextToken', limitKey: 'maxResults', resultKey: 'entries' };
const beginning = { token: { nextToken: null }, skip: 0 };

/** A service that has so many entries and gives out pages of a size. */
function service(total: number, size: number, asked: Readonly<Record<string, InputValue>>[] = []) {
  return (parameters: Readonly<Record<string, InputValue>>): Promise<ValueMap> => {
    asked.push(parameters);
    const start = typeof parameters['nextToken'] === 'string' ? Number(parameters['nextToken'].slice(1)) : 0;
    const end = Math.min(start + size, total);
    const entries = Array.from({ length: end - start }, (_, index) => start + index);
    return Promise.resolve({ entries, ...(end < total ? { nextToken: `T${String(end)}` } : {}) });
  };
}

/** All entries that a listing prints, and where it says to go on. */
async function listing(call: ReturnType<typeof service>, plan: Omit<Listing, 'paginator'>) {
  const entries: Value[] = [];
  let resumeToken: string | undefined;
  const first = Object.fromEntries(Object.entries(plan.start.token).filter(([, value]) => value !== null));
  for await (const page of fetchPages(call, first, { paginator, ...plan })) {
    const own = page.result['entries'];
    if (isList(own)) entries.push(...own);
    resumeToken = page.resumeToken;
  }
  return { entries, resumeToken };
}

describe('a listing', () => {
  it('goes on to the last page', async () => {
    const asked: Readonly<Record<string, InputValue>>[] = [];
    expect(await listing(service(5, 2, asked), { maxItems: undefined, start: beginning })).toEqual({
      entries: [0, 1, 2, 3, 4],
      resumeToken: undefined,
    });
    expect(asked).toEqual([{}, { nextToken: 'T2' }, { nextToken: 'T4' }]);
  });

  it('ends where enough entries are there, and says where to go on (tokens as the AWS CLI writes them)', async () => {
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

  it('refuses to go round in circles', async () => {
    const circle = () => Promise.resolve({ entries: [1], nextToken: 'T1' });
    await expect(listing(circle, { maxItems: undefined, start: beginning })).rejects.toThrow(
      "The same next token was received twice: {'nextToken': 'T1'}",
    );
  });

  it('prints every entry once, however it is cut into pages and pieces', async () => {
    const count = fc.integer({ min: 1, max: 7 });
    await fc.assert(
      fc.asyncProperty(fc.nat(20), count, count, async (total, size, maxItems) => {
        const seen: Value[] = [];
        let token: string | undefined;
        do {
          const start = token === undefined ? beginning : readToken(token, paginator);
          const { entries, resumeToken } = await listing(service(total, size), { maxItems, start });
          expect(entries.length).toBeLessThanOrEqual(maxItems);
          seen.push(...entries);
          token = resumeToken;
        } while (token !== undefined);
        expect(seen).toEqual(Array.from({ length: total }, (_, index) => index));
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

  it('refuses too many parts', () => {
    expect(() => read('a___b___c')).toThrow('Bad starting token: a___b___c');
  });
});
