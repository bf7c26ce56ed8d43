import { describe, expect, it } from 'vitest';

import type { Io } from '../../../src/platform/io.ts';
import { createPrinter, type PrintOptions } from '../../../src/output/printer.ts';
import type { Value } from '../../../src/model/values.ts';
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

  it('colours tables on a terminal by default', async () => {
    const coloured = async (
      ...args: [Partial<PrintOptions>?, { terminal?: boolean; environment?: Record<string, string> }?]
    ) => (await show(['a'], { output: 'table', ...args[0] }, args[1])).out.includes('\u001b[34m');
    expect(await coloured()).toBe(true);
    expect(await coloured({ color: 'off' })).toBe(false);
    expect(await coloured({}, { environment: { NO_COLOR: '1' } })).toBe(false);
    expect(await coloured({ color: 'on' }, { environment: { NO_COLOR: '1' } })).toBe(true);
    expect(await coloured({}, { terminal: false })).toBe(false);
    expect(await coloured({ color: 'on' }, { terminal: false })).toBe(true);
  });

  it('resets the colours after every piece of a table, except in a pager', async () => {
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
