import Table from 'cli-table3';

import type { Box } from './boxes.ts';
import type { TablePaint } from './paint.ts';
import { columnWidths, textWidth } from './widths.ts';

/** One line of one cell, with the number of spaces before it. */
interface CellLine {
  readonly text: string;
  readonly padding: number;
}

/** The characters of a horizontal border. If they are empty, cli-table3 draws no border. */
interface Border {
  readonly line: string;
  readonly corner: string;
}

const noBorder: Border = { line: '', corner: '' };
const straightBorder: Border = { line: '-', corner: '-' };
const joinedBorder: Border = { line: '-', corner: '+' };

/**
 * The mark that cli-table3 puts at the end of a truncated text. Columns are as wide as their texts, so no text is
 * truncated in the table. But the library also truncates every text to ten columns for its debug log, which takes
 * minutes for a long text of wide letters. A mark of ten columns leaves no text to measure.
 */
const truncationMark = '.'.repeat(10);

/** The number of spaces before a text that is not centred, if its column has room for them. */
const leftPadding = 2;

/**
 * Draws a box with cli-table3.
 *
 * @param width the width of the box in columns
 * @param isFirst whether this is the first box of the table, whose top border has no corners
 * @returns the lines of the box
 */
export function drawBox(box: Box, width: number, paint: TablePaint, isFirst: boolean): string[] {
  const widths = columnWidths(box, width);
  const title = box.title === '' ? [] : linesOf([box.title], [width], centredPadding);
  const headers = linesOf(box.headers, widths, centredPadding);
  const rows = box.rows.flatMap((row, index) =>
    linesOf(row, widths, alignedPadding, (text, column) => paint.cell(text, box.colors?.[index]?.[column])),
  );
  const isEmpty = box.headers.length === 0 && box.rows.length === 0;
  return [
    ...drawLines(title, [width], {
      top: isFirst ? straightBorder : noBorder,
      bottom: isEmpty ? joinedBorder : noBorder,
    }),
    ...drawLines(headers, widths, { top: joinedBorder, bottom: noBorder }),
    ...drawLines(rows, widths, { top: joinedBorder, bottom: joinedBorder }),
  ];
}

/** Returns the lines of a row, as many as in its highest cell. */
function linesOf(
  texts: readonly string[],
  widths: readonly number[],
  paddingOf: (text: string, width: number, borders: number) => number,
  paint: (text: string, column: number) => string = (text) => text,
): CellLine[][] {
  const cells = texts.map((text, column) => ({
    lines: text.split('\n'),
    padding: paddingOf(text, widths[column] ?? 0, bordersOf(column)),
  }));
  const height = cells.reduce((most, { lines }) => Math.max(most, lines.length), 0);
  return Array.from({ length: height }, (_, index) =>
    cells.map(({ lines, padding }, column) => ({ text: paint(lines[index] ?? '', column), padding })),
  );
}

/** Returns how many borders the width of a column includes: two in the first column, the right one in the others. */
function bordersOf(column: number): number {
  return column === 0 ? 2 : 1;
}

/** An odd space goes before the text, as in the AWS CLI. cli-table3 would put it after the text. */
function centredPadding(text: string, width: number): number {
  return Math.max(0, Math.floor(width / 2) - Math.floor(textWidth(text) / 2) - 1);
}

function alignedPadding(text: string, width: number, borders: number): number {
  return width >= textWidth(text) + leftPadding + borders ? leftPadding : 0;
}

/**
 * Draws lines of cells, with the top border above the first line and the bottom border below the last. Each line is a
 * separate table, because the time that cli-table3 takes grows with the square of the rows and of the lines in a cell.
 */
function drawLines(
  lines: readonly (readonly CellLine[])[],
  widths: readonly number[],
  { top, bottom }: { readonly top: Border; readonly bottom: Border },
): string[] {
  const colWidths = widths.map((width, column) => width - bordersOf(column));
  return lines.flatMap((cells, index) => {
    const table = new Table({
      chars: {
        left: '|',
        middle: '|',
        right: '|',
        ...topCharacters(index === 0 ? top : noBorder),
        ...bottomCharacters(index === lines.length - 1 ? bottom : noBorder),
      },
      colWidths,
      truncate: truncationMark,
      style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    });
    table.push(cells.map(({ text, padding }) => ({ content: text, style: { 'padding-left': padding } })));
    return table.toString().split('\n');
  });
}

function topCharacters({ line, corner }: Border) {
  return { top: line, 'top-left': corner, 'top-mid': corner, 'top-right': corner };
}

function bottomCharacters({ line, corner }: Border) {
  return { bottom: line, 'bottom-left': corner, 'bottom-mid': corner, 'bottom-right': corner };
}
