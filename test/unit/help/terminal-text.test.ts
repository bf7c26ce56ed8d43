import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';

import { entriesOf, type Table } from '../../../src/help/page.ts';
import { drawTable } from '../../../src/help/terminal-text.ts';
import { chalk } from '../../../src/output/colors.ts';

const table: Table = {
  kind: 'table',
  headers: ['Registry', 'URL', 'Secret'],
  rows: [
    ['ecr', '<account>.dkr.ecr.<region>.amazonaws.com, or another', ''],
    ['quay', 'quay.io', 'required'],
  ],
};
const plain = (text: string) => text;

describe('a table in a manual page', () => {
  it('has one line per row in a wide terminal', () => {
    expect(drawTable(table, 100, plain)).toEqual([
      '+----------+------------------------------------------------------+----------+',
      '| Registry | URL                                                  | Secret   |',
      '+----------+------------------------------------------------------+----------+',
      '| ecr      | <account>.dkr.ecr.<region>.amazonaws.com, or another |          |',
      '| quay     | quay.io                                              | required |',
      '+----------+------------------------------------------------------+----------+',
    ]);
  });

  it('wraps its widest column, and breaks a long word after a dot', () => {
    expect(drawTable(table, 54, plain)).toEqual([
      '+----------+------------------------------+----------+',
      '| Registry | URL                          | Secret   |',
      '+----------+------------------------------+----------+',
      '| ecr      | <account>.dkr.ecr.<region>.  |          |',
      '|          | amazonaws.com, or another    |          |',
      '| quay     | quay.io                      | required |',
      '+----------+------------------------------+----------+',
    ]);
  });

  it.each([46, 50, 60, 77, 78, 79])('fits %i columns and loses no letter', (width) => {
    const lines = drawTable(table, width, plain) ?? expect.fail();
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    const url = lines.map((line) => (line.split('|')[2] ?? '').trim()).join('');
    expect(url).toContain('<account>.dkr.ecr.<region>.amazonaws.com,');
  });

  it('is not drawn when its widest column would be unreadable', () => {
    expect(drawTable(table, 45, plain)).toBeUndefined();
  });

  it('styles its headers', () => {
    const [border, headers] = drawTable(table, 100, chalk.bold) ?? [];
    expect(headers).toContain('| \u001b[1mRegistry\u001b[22m | \u001b[1mURL\u001b[22m ');
    expect(stringWidth(headers ?? '')).toBe(stringWidth(border ?? ''));
  });

  it('becomes a list without empty cells', () => {
    expect(entriesOf(table)).toEqual([
      { kind: 'entry', term: 'ecr', texts: ['URL: <account>.dkr.ecr.<region>.amazonaws.com, or another'] },
      { kind: 'entry', term: 'quay', texts: ['URL: quay.io', 'Secret: required'] },
    ]);
  });
});
