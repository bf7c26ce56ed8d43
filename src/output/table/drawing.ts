import Table from 'cli-table3';

import type { Box } from './boxes.ts';
import type { TablePaint } from './paint.ts';
import { columnWidths, textWidth } from './widths.ts';

/** One line of one cell, with the number of spaces before it. */
interface CellLine {
  readonly text: string;
  readonly padding: number;
}

/** The characters of a horizontal border; without any, cli-table3 leaves the border out. */
interface Border {
  readonly line: string;
  readonly corner: string;
}

const noBorder: Border = { line: '', corner: '' };
const straightBorder: Border = { line: '-', corner: '-' };
const joinedBorder: Border = { line: '-', corner: '+' };

/**
 * What cli-table3 would put at the end of a text that it cuts. Columns are as wide as their texts, so that none is cut,
 * but every text is cut to ten columns for the library's debug log, and a long text of wide letters takes it minutes. A
 * mark of ten columns leaves nothing of the text to measure.
 */
const truncationMark = '.'.repeat(10);

/** Spaces before a text that is not centred, where its column has room for them. */
const leftPadding = 2;

/**
 * Draws a box with cli-table3.
 *
 * @param width columns of the box
 * @param isFirst whether the table begins with this box, which gets a line without corners above it
 * @returns the lines of the box
 */
export function drawBox(box: Box, width: number, paint: TablePaint, isFirst: boolean): string[] {
  const widths = columnWidths(box, width);
  const title = box.title === '' ? [] : linesOf([box.title], [width], centredPadding);
  const headers = linesOf(box.headers, widths, centredPadding);
  const rows = box.rows.flatMap((row) => linesOf(row, widths, alignedPadding, (text) => paint.cell(text)));
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

/** The lines of a row: as many as its cell with the most lines has. */
function linesOf(
  texts: readonly string[],
  widths: readonly number[],
  paddingOf: (text: string, width: number, borders: number) => number,
  paint: (text: string) => string = (text) => text,
): CellLine[][] {
  const cells = texts.map((text, column) => ({
    lines: text.split('\n'),
    padding: paddingOf(text, widths[column] ?? 0, bordersOf(column)),
  }));
  const height = cells.reduce((most, { lines }) => Math.max(most, lines.length), 0);
  return Array.from({ length: height }, (_, index) =>
    cells.map(({ lines, padding }) => ({ text: paint(lines[index] ?? ''), padding })),
  );
}

/** Columns of borders within a column's width: the first column has one at either side, the others one at the right. */
function bordersOf(column: number): number {
  return column === 0 ? 2 : 1;
}

/** Where a space is left over, it goes before the text, as in the AWS CLI; cli-table3 would put it behind. */
function centredPadding(text: string, width: number): number {
  return Math.max(0, Math.floor(width / 2) - Math.floor(textWidth(text) / 2) - 1);
}

function alignedPadding(text: string, width: number, borders: number): number {
  return width >= textWidth(text) + leftPadding + borders ? leftPadding : 0;
}

/**
 * Draws lines of cells, the top border above the first and the bottom border below the last of them. Each line is a
 * table of its own, because cli-table3 takes time in the square of a table's rows and of a cell's lines.
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
