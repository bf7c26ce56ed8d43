import { describe, expect, it } from 'vitest';

import { manPages } from '../../../src/help/documents.ts';
import { localPage } from '../../../src/help/local-page.ts';
import { allPages, operationPage, toolPage } from '../../../src/help/pages.ts';
import { terminalText } from '../../../src/help/terminal-text.ts';
import { operationOptions } from '../../../src/command-line/operation-options.ts';
import { globalOptions } from '../../../src/model/options.ts';
import { operations } from '../../../src/model/operations.ts';
import { prose } from '../../../src/model/prose.ts';

describe('a manual page', () => {
  it.each(operations)("of $name has the AWS CLI's sections in its order, and every option", (operation) => {
    const page = operationPage(operation);
    const order = [
      'NAME',
      'DESCRIPTION',
      'SYNOPSIS',
      'OPTIONS',
      'UPSTREAM REGISTRIES',
      'GLOBAL OPTIONS',
      'EXAMPLES',
      'OUTPUT',
      'SEE ALSO',
    ];
    const titles = page.sections.map(({ title }) => title);
    expect(titles).toEqual(order.filter((title) => titles.includes(title)));
    expect(titles.length).toBeGreaterThanOrEqual(7);
    const text = terminalText(page, 80);
    for (const { name } of [...operationOptions(operation), ...globalOptions])
      expect(text).toMatch(new RegExp(`^ {7}--${name}( |$)`, 'm'));
  });

  it('marks options that the AWS CLI lacks', () => {
    const text = terminalText(operationPage(operations[0] ?? expect.fail()), 80);
    for (const name of ['dry-run', 'if-exists', 'validate'])
      expect(text).toMatch(new RegExp(`--${name}\\b[^]*?An extension`));
    expect(text.match(/An extension/g)?.length).toBe(3);
  });

  it('of every operation has examples', () => {
    expect(Object.keys(prose).sort()).toEqual(operations.map(({ name }) => name).sort());
    for (const { examples } of Object.values(prose)) expect(examples.length).toBeGreaterThan(0);
  });

  it('has code that fits 80 columns, except for ARNs, which have no place for a break', () => {
    const code = [...allPages(), localPage()].flatMap(({ sections }) =>
      sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === 'code' ? block.text.split('\n') : [])),
      ),
    );
    // Code is indented by eleven columns.
    expect(code.filter((line) => line.length > 80 - 11 && !line.includes('arn:'))).toEqual([]);
  });

  it.each([40, 60, 80, 200])('fits %i columns, except for code and longer words', (columns) => {
    for (const page of allPages()) {
      const code = new Set(
        page.sections.flatMap(({ blocks }) =>
          blocks.flatMap((block) =>
            block.kind === 'code' ? block.text.split('\n') : block.kind === 'entry' ? [block.term] : [],
          ),
        ),
      );
      const lines = terminalText(page, columns).split('\n');
      const long = lines.filter(
        (line) =>
          line.length > columns &&
          !code.has(line.trimStart()) &&
          ![...code].some((one) => line.endsWith(one)) &&
          line.trim().includes(' '),
      );
      expect(long).toEqual([]);
    }
  });

  it('styles headings only on request', () => {
    expect(terminalText(toolPage(), 80, (text) => `*${text}*`)).toContain('*SYNOPSIS*');
    expect(terminalText(toolPage(), 80)).not.toContain('\u001b');
  });

  it('escapes the control characters of troff for man', () => {
    for (const { content } of manPages('1.0.0')) {
      expect(content).toMatch(/^\.TH "ECR/);
      expect(content.split('\n').filter((line) => /^\.(?!TH|SH|PP|RS|nf|fi|RE|TP|B |br|nh|ad)/.test(line))).toEqual([]);
    }
  });
});
