import { expect, it } from 'vitest';

import { printPages } from '../../../src/pagination/print-pages.ts';
import type { Page, Value } from '../../../src/model/values.ts';

async function* pages(fail = false): AsyncGenerator<Page> {
  yield await Promise.resolve({ result: { entries: [1, 2], nextToken: 'T' } });
  if (fail) throw new Error('the second page');
  yield { result: { entries: [3] }, resumeToken: 'R' };
}

async function printed(
  output: string,
  { isTerminal = false, isClosed = false, fail = false } = {},
): Promise<readonly (readonly Value[])[]> {
  const calls: (readonly Value[])[] = [];
  const done = printPages(pages(fail), 'entries', output, { isTerminal, isClosed }, (...results) =>
    Promise.resolve(void calls.push(results)),
  );
  if (fail) await expect(done).rejects.toThrow('the second page');
  else await done;
  return calls;
}

it.each(['json', 'yaml', 'table', 'off'])('%s prints one result', async (output) => {
  expect(await printed(output)).toEqual([[{ entries: [1, 2, 3], NextToken: 'R' }]]);
  expect(await printed(output, { fail: true })).toEqual([]);
});

it('text prints the entries of each page, then the token of the next page', async () => {
  expect(await printed('text')).toEqual([
    [{ entries: [1, 2] }],
    [{ entries: [3] }],
    [{ NextToken: { NextToken: 'R' } }],
  ]);
});

it('yaml-stream prints each page unchanged', async () => {
  expect(await printed('yaml-stream')).toEqual([[{ entries: [1, 2], nextToken: 'T' }], [{ entries: [3] }]]);
});

it('prints the pages before a failure, all at once on a terminal', async () => {
  expect(await printed('text', { fail: true })).toEqual([[{ entries: [1, 2] }]]);
  expect(await printed('text', { isTerminal: true })).toEqual([
    [{ entries: [1, 2] }, { entries: [3] }, { NextToken: { NextToken: 'R' } }],
  ]);
  expect(await printed('text', { isTerminal: true, fail: true })).toEqual([[{ entries: [1, 2] }]]);
});

it.each(['text', 'yaml-stream'])(
  '%s fetches no further page when the reader of the pipe has closed it',
  async (output) => {
    const [first] = await printed(output);
    expect(await printed(output, { isClosed: true })).toEqual([first]);
  },
);
