import Table from 'cli-table3';
import stringWidth from 'string-width';

import { type Block, entriesOf, type Page, type Table as TableBlock } from './page.ts';
import { wrapped } from './wrapping.ts';

/** The minimum width of the text. Below it, a line would have room for little more than a margin and a word. */
const narrowest = 20;
const margin = '       ';
const deeper = `${margin}    `;

/**
 * Formats a page as text.
 *
 * @param columns the maximum length of a line
 * @param strong styles headings and terms; by default, they are plain
 */
export function terminalText(page: Page, columns: number, strong = (text: string) => text): string {
  const width = Math.max(narrowest, columns);
  return page.sections
    .map(
      ({ title, blocks }) => `${strong(title)}\n${blocks.map((block) => blockText(block, width, strong)).join('\n')}`,
    )
    .join('\n');
}

function blockText(block: Block, width: number, strong: (text: string) => string): string {
  switch (block.kind) {
    case 'paragraph':
      return `${wrapped(block.text, margin, width)}\n`;
    case 'code':
      return `${block.text
        .split('\n')
        .map((line) => `${deeper}${line}`)
        .join('\n')}\n`;
    case 'entry':
      return `${margin}${strong(block.term)}\n${block.texts.map((text) => wrapped(text, deeper, width)).join('\n')}\n`;
    case 'table': {
      const lines = drawTable(block, width - margin.length, strong);
      return lines === undefined
        ? entriesOf(block)
            .map((entry) => blockText(entry, width, strong))
            .join('\n')
        : lines.map((line) => `${margin}${line}\n`).join('');
    }
  }
}

/** The width of the border and padding of a cell, in columns. */
const cellFrame = 3;

/** The minimum width of the widest column when it is wrapped. */
const narrowestColumn = 20;

/**
 * Draws a table. If it is too wide, its widest column is wrapped.
 *
 * @param width the maximum width of the table in columns
 * @returns the lines of the table; undefined if it does not fit
 */
export function drawTable(
  { headers, rows }: TableBlock,
  width: number,
  strong: (text: string) => string,
): string[] | undefined {
  const natural = headers.map((header, column) =>
    Math.max(...[header, ...rows.map((cells) => cells[column] ?? '')].map((text) => stringWidth(text))),
  );
  const most = Math.max(...natural);
  const missing = natural.reduce((sum, column) => sum + column + cellFrame, 1) - width;
  const widths = natural.map((column, index) => column - (index === natural.indexOf(most) ? Math.max(0, missing) : 0));
  if (most - missing < Math.min(most, narrowestColumn)) return undefined;
  const table = new Table({
    chars: {
      ...{ top: '-', 'top-left': '+', 'top-mid': '+', 'top-right': '+' },
      ...{ left: '|', middle: '|', right: '|' },
      ...{ mid: '-', 'left-mid': '+', 'mid-mid': '+', 'right-mid': '+' },
      ...{ bottom: '-', 'bottom-left': '+', 'bottom-mid': '+', 'bottom-right': '+' },
    },
    colWidths: widths.map((column) => column + cellFrame - 1),
    wordWrap: true,
    head: headers.map((header) => strong(header)),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map((cells) => cells.map((text, column) => withBreaks(text, widths[column] ?? 0))));
  return table.toString().split('\n');
}

/** Breaks words that are wider than their column, after a dot if possible. */
function withBreaks(text: string, width: number): string {
  const piece = new RegExp(`.{1,${String(width)}}$|.{0,${String(width - 1)}}\\.|.{1,${String(width)}}`, 'g');
  return text
    .split(' ')
    .map((word) => (word.length <= width ? word : (word.match(piece) ?? []).join('\n')))
    .join(' ');
}
