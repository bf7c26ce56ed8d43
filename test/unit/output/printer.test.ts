import { describe, expect, it } from 'vitest';

import { GeneralError, PagerError } from '../../../src/model/errors.ts';
import { operationByName, operations } from '../../../src/model/operations.ts';
import type { Value } from '../../../src/model/values.ts';
import { createPrinter, type PrintOptions, printResult, valueReader } from '../../../src/output/printer.ts';
import type { Io } from '../../../src/platform/io.ts';
import { unexpectedError } from '../../../src/platform/unexpected-error.ts';
import { testIo } from '../../support/test-io.ts';

interface Shown {
  readonly out: string;
  readonly paged: readonly { readonly command: readonly string[]; readonly text: string }[];
}

const less = { commandLine: 'less', optional: true };

async function show(
  value: Value,
  options: Partial<PrintOptions> = {},
  { terminal = true, environment = {} } = {},
): Promise<Shown> {
  const base = testIo(environment);
  const paged: Shown['paged'][number][] = [];
  const io: Io = {
    ...base,
    stdout: { ...base.stdout, isTerminal: terminal, columns: terminal ? 100 : undefined },
    page: (command, _, text) => {
      paged.push({ command, text: Buffer.from(text).toString() });
      return Promise.resolve();
    },
  };
  const print = await createPrinter(
    { output: 'json', query: undefined, color: 'auto', pager: undefined, ...options },
    'Title',
    io,
  );
  await print(value);
  return { out: base.out(), paged };
}

describe('printing', () => {
  it('with the output off does not evaluate the query', async () => {
    expect(await show({ a: 1 }, { output: 'off', query: 'max(@)' })).toEqual({ out: '', paged: [] });
    await expect(show({ a: 1 }, { output: 'off', query: 'nope(@)' })).rejects.toThrow('Unknown function: nope()');
  });

  it('pages on a terminal only', async () => {
    expect(await show([1], { pager: less })).toMatchObject({
      out: '',
      paged: [{ command: ['less'], text: '[\n    1\n]\n' }],
    });
    expect(await show([1], { pager: less }, { terminal: false })).toMatchObject({ out: '[\n    1\n]\n', paged: [] });
    expect(await show([1], { pager: undefined })).toMatchObject({ out: '[\n    1\n]\n', paged: [] });
  });

  it('starts no pager without output', async () => {
    expect(await show({}, { pager: less })).toEqual({ out: '', paged: [] });
  });

  it('colors tables on a terminal by default', async () => {
    const colored = async (
      ...args: [Partial<PrintOptions>?, { terminal?: boolean; environment?: Record<string, string> }?]
    ) => (await show(['a'], { output: 'table', ...args[0] }, args[1])).out.includes('\u001b[34m');
    expect(await colored()).toBe(true);
    expect(await colored({ color: 'off' })).toBe(false);
    expect(await colored({}, { environment: { NO_COLOR: '1' } })).toBe(false);
    expect(await colored({ color: 'on' }, { environment: { NO_COLOR: '1' } })).toBe(true);
    expect(await colored({}, { terminal: false })).toBe(false);
    expect(await colored({ color: 'on' }, { terminal: false })).toBe(true);
  });

  it('resets the colors after every piece of a table, except in a pager', async () => {
    const resets = (text: string | undefined) => text?.includes('\u001b[0m\u001b[0m|');
    const table = { output: 'table', color: 'on' } as const;
    expect(resets((await show(['a'], table)).out)).toBe(true);
    expect(
      resets(
        (await show(['a'], { ...table, pager: { commandLine: 'less', optional: true } }, { terminal: false })).out,
      ),
    ).toBe(true);
    expect(
      resets((await show(['a'], { ...table, pager: { commandLine: 'less', optional: true } })).paged[0]?.text),
    ).toBe(false);
  });

  it('escapes control characters on a terminal only', async () => {
    const value = ['a\u001b[31m\u009bb\tc\nd'];
    expect((await show(value, { output: 'text' })).out).toBe('a\\x1b[31m\\x9bb\tc\nd\n');
    expect((await show(value, { output: 'text' }, { terminal: false })).out).toBe('a\u001b[31m\u009bb\tc\nd\n');
    expect((await show(value)).out).toBe('[\n    "a\\u001b[31m\\u009bb\\tc\\nd"\n]\n');
  });
});

describe('effect note', () => {
  const create = operationByName('CreatePullThroughCacheRule');
  const describeRules = operationByName('DescribePullThroughCacheRules');

  const failure = async (operation: typeof create, error: Error): Promise<unknown> =>
    printResult(operation, () => Promise.reject(error), {}).catch((thrown: unknown) => thrown);

  describe('an error after a successful call', () => {
    it.each([
      ['CreatePullThroughCacheRule', 'The rule was created before this error occurred.'],
      ['UpdatePullThroughCacheRule', 'The rule was updated before this error occurred.'],
      ['DeletePullThroughCacheRule', 'The rule was deleted before this error occurred.'],
      ['DescribePullThroughCacheRules', undefined],
      ['ValidatePullThroughCacheRule', undefined],
    ])('has the note after %s: %j', async (name, note) => {
      const error = new GeneralError('wrong');
      expect(await failure(operationByName(name), error)).toBe(error);
      expect(error.note).toBe(note);
    });

    it('has a note for every operation', () => {
      expect(operations).toHaveLength(5);
    });

    it('has a note even when it is a bug', async () => {
      const bug = new RangeError('Invalid string length');
      expect(await failure(create, bug)).toBe(bug);
      expect(unexpectedError(bug, {})).toMatchObject({ note: 'The rule was created before this error occurred.' });
      expect(unexpectedError(new RangeError('other'), {}).note).toBeUndefined();
    });

    it('keeps an existing note', async () => {
      const error = new GeneralError('wrong');
      error.note = 'The rule was not checked.';
      await failure(create, error);
      expect(error.note).toBe('The rule was not checked.');
    });

    it('has no note when the result was printed', async () => {
      const pager = new PagerError('no pager');
      expect(await failure(create, pager)).toBe(pager);
      expect(pager.note).toBeUndefined();
    });

    it('may be an unreadable value in the response', () => {
      const read = () => {
        throw new GeneralError('Invalid timestamp');
      };
      expect(() => valueReader(create, read)(1)).toThrow(
        expect.objectContaining({ note: 'The rule was created before this error occurred.' }),
      );
      expect(() => valueReader(describeRules, read)(1)).toThrow(expect.objectContaining({ note: undefined }));
      expect(valueReader(create, String)(1)).toBe('1');
    });
  });
});
