import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';

import type { Value, ValueMap } from '../../../../src/model/values.ts';
import { chalk, coloredPaint } from '../../../../src/output/colors.ts';
import { plainPaint, type TablePaint } from '../../../../src/output/table/paint.ts';
import { formatTable } from '../../../../src/output/table/table-format.ts';
import { parseJson } from '../../../../src/python/json.ts';

const linesOf = (result: Value, paint: TablePaint = plainPaint, width = 80) =>
  formatTable(result, { title: 'Title', width, paint }).split('\n').slice(0, -1);

/** The columns of a line; a control character counts as one, as in the AWS CLI. */
const columnsOf = (line: string) => stringWidth(line.replace(/[\0-\u001f\u007f-\u009f]/g, 'x'));

describe('a table', () => {
  it('measures accents and combining marks as a terminal does', () => {
    expect(linesOf(['rôle', 're\u0301sume\u0301', 'naïve', '日本語', '🚀 x'])).toEqual([
      '------------',
      '|   Title  |',
      '+----------+',
      '|  rôle    |',
      '|  re\u0301sume\u0301  |',
      '|  naïve   |',
      '|  日本語  |',
      '|  🚀 x    |',
      '+----------+',
    ]);
  });

  it('keeps a value of several lines in its cell', () => {
    expect(linesOf({ a: 'one\nthree\n', b: 'x\ny' })).toEqual([
      '----------------',
      '|     Title    |',
      '+--------+-----+',
      '|    a   |  b  |',
      '+--------+-----+',
      '|  one   |  x  |',
      '|  three |  y  |',
      '|        |     |',
      '+--------+-----+',
    ]);
  });

  it('keeps a header and a title of several lines in their cells', () => {
    expect(linesOf({ 'a\nb': { 'c\nd': 1, e: 2 } })).toEqual([
      '--------------',
      '|    Title   |',
      '+------------+',
      '||     a    ||',
      '||     b    ||',
      '|+----+-----+|',
      '||  c |  e  ||',
      '||  d |     ||',
      '|+----+-----+|',
      '||  1 |  2  ||',
      '|+----+-----+|',
    ]);
  });

  it('counts a control character as one column and prints it unchanged', () => {
    expect(linesOf(['\t\u0007\r\u009b', 'abcd'])).toEqual([
      '----------',
      '|  Title |',
      '+--------+',
      '|  \t\u0007\r\u009b  |',
      '|  abcd  |',
      '+--------+',
    ]);
  });

  it('adds nothing to a value with an unclosed color', () => {
    const value = '\u001b[1m\u001b[31mred';
    expect(linesOf([value])[3]).toBe(`|  ${value}  |`);
    const paint = coloredPaint(false);
    expect(linesOf([value], paint)[3]).toBe(`|  ${paint.cell(value)}  |`);
  });

  it('keeps private-use characters, which replace control characters internally', () => {
    expect(linesOf(['\u{f0000}\u0007\u{f0001}'])[3]).toContain('\u{f0000}\u0007\u{f0001}');
  });

  it('colors every line of a value', () => {
    const [, , , first, second] = linesOf({ a: 'one\ntwo' }, coloredPaint(false));
    const opening = chalk.bold.blue(' ').split(' ')[0] ?? '';
    expect(first).toBe(`|  ${opening}a\u001b[0m |  ${opening}one\u001b[0m  |`);
    expect(second).toBe(`|  ${opening}\u001b[0m  |  ${opening}two\u001b[0m  |`);
  });

  const anyText = fc.string({ unit: fc.constantFrom('a', 'é', 'e\u0301', '日', '🚀', '\n', '\t', '\u001b[31m', ' ') });
  const anyValue = fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' });
  const anyResult = fc
    .oneof(anyValue, fc.array(fc.dictionary(fc.string({ minLength: 1 }), anyText)), fc.array(anyText))
    .map((value) => parseJson(JSON.stringify(value)));

  it('has lines of equal width', () => {
    fc.assert(
      fc.property(anyResult, fc.integer({ min: 1, max: 120 }), (value, width) => {
        expect(new Set(linesOf(value, plainPaint, width).map(columnsOf)).size).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('shows every line of every value', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1 }), fc.integer({ min: 1, max: 120 }), (texts, width) => {
        const [, , , ...rows] = linesOf(texts, plainPaint, width);
        const lines = texts.flatMap((text) => text.split('\n'));
        expect(rows.slice(0, -1).map((row) => row.slice(1, -1).trim())).toEqual(lines.map((line) => line.trim()));
      }),
    );
  });
});

describe('a table with given columns', () => {
  const rows = [
    { name: 'a', action: 'create', text: 'one two three arn:aws:iam::123456789012:role/r' },
    { name: '日本', action: 'none', text: 'first\nsecond' },
  ];
  const columns = [{ name: 'name' }, { name: 'action', color: colorOf }, { name: 'text' }];
  const draw = (paint: TablePaint, maxWidth?: number) =>
    formatTable(rows, { title: 'T', width: 80, paint, columns, ...(maxWidth === undefined ? {} : { maxWidth }) });

  function colorOf({ action }: ValueMap) {
    return action === 'create' ? ('green' as const) : undefined;
  }

  it('wraps the widest column between words, and longer words', () => {
    expect(draw(plainPaint, 40).split('\n')).toEqual([
      '----------------------------------------',
      '|                   T                  |',
      '+------+----------+--------------------+',
      '| name | action   |       text         |',
      '+------+----------+--------------------+',
      '|  a   |  create  |  one two three     |',
      '|      |          |  arn:aws:iam::123  |',
      '|      |          |  456789012:role/r  |',
      '|  日本|  none    |  first             |',
      '|      |          |  second            |',
      '+------+----------+--------------------+',
      '',
    ]);
  });

  it('is not wrapped where it fits, or without a terminal', () => {
    expect(draw(plainPaint, 200)).toBe(draw(plainPaint));
    expect(draw(plainPaint)).toContain('one two three arn:aws:iam::123456789012:role/r');
  });

  it('colors the cells of a column by their maps', () => {
    const table = draw(coloredPaint(false));
    expect(table).toContain('\u001b[32mcreate\u001b[0m');
    expect(table).toContain('\u001b[1m\u001b[34mnone\u001b[0m');
  });
});
