import Table from 'cli-table3';

import type { Value } from '../../model/values.ts';
import { type Box, boxesOf, columnsBox, transposed } from './boxes.ts';
import type { TableColumn, TablePaint } from './paint.ts';
import { columnWidths, tableWidth, textWidth, wrapCells } from './widths.ts';

export interface TableLayout {
  /** The title of the outermost box. */
  readonly title: string;
  /** The width of the terminal in columns. In a wider table, the headers of a box with one row become a column. */
  readonly width: number;
  readonly paint: TablePaint;
  /** The columns of a list of maps without nested values, in this order; by default they are sorted by name. */
  readonly columns?: readonly TableColumn[];
  /** The width at which the texts of a table with given columns are wrapped. */
  readonly maxWidth?: number;
}

/**
 * Draws a value as boxes within boxes, as the AWS CLI does, except that columns are counted by string-width 4 and a
 * text of several lines stays in its cell.
 */
export function formatTable(result: Value, { title, width, paint, columns, maxWidth }: TableLayout): string {
  const boxes = columns === undefined ? boxesOf(result, title) : [columnsBox(result, title, columns)];
  const fitting = (all: readonly Box[]): readonly Box[] => {
    if (columns !== undefined) return maxWidth === undefined ? all : all.map((box) => wrapCells(box, maxWidth));
    return tableWidth(all) > width ? all.map(transposed) : all;
  };
  return draw(fitting(boxes), paint);
}

function draw(boxes: readonly Box[], paint: TablePaint): string {
  const width = tableWidth(boxes);
  return boxes
    .flatMap((box, index) => {
      const border = paint.outerBorder('|').repeat(box.depth);
      return drawBox(box, width - 2 * box.depth, paint, index === 0).map((line, row) =>
        index === 0 && row === 0
          ? paint.piece(`${line}\n`)
          : [border, line, border, '\n'].map((piece) => paint.piece(piece)).join(''),
      );
    })
    .join('');
}

/** One line of one cell, with the number of spaces before it. */
interface CellLine {
  readonly text: string;
  readonly padding: number;
  /** The width of the text in columns. */
  readonly width: number;
}

/** The characters of a horizontal border. If they are empty, cli-table3 draws no border. */
interface Border {
  readonly line: string;
  readonly corner: string;
}

const noBorder: Border = { line: '', corner: '' };
const straightBorder: Border = { line: '-', corner: '-' };
const joinedBorder: Border = { line: '-', corner: '+' };

/** The number of spaces before a text that is not centered, if its column has room for them. */
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
  const title = box.title === '' ? [] : linesOf([box.title], [width], centeredPadding);
  const headers = linesOf(box.headers, widths, centeredPadding);
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
    cells.map(({ lines, padding }, column) => {
      const line = lines[index] ?? '';
      return { text: paint(line, column), padding, width: textWidth(line) };
    }),
  );
}

/** Returns how many borders the width of a column includes: two in the first column, the right one in the others. */
function bordersOf(column: number): number {
  return column === 0 ? 2 : 1;
}

/** An odd space goes before the text, as in the AWS CLI. cli-table3 would put it after the text. */
function centeredPadding(text: string, width: number): number {
  return Math.max(0, Math.floor(width / 2) - Math.floor(textWidth(text) / 2) - 1);
}

function alignedPadding(text: string, width: number, borders: number): number {
  return width >= textWidth(text) + leftPadding + borders ? leftPadding : 0;
}

/** Draws lines of cells, with the top border above the first line and the bottom border below the last. */
function drawLines(
  lines: readonly (readonly CellLine[])[],
  widths: readonly number[],
  borders: { readonly top: Border; readonly bottom: Border },
): string[] {
  if (lines.length === 0) return [];
  const inner = widths.map((width, column) => width - bordersOf(column));
  const { above, between, below } = frameOf(inner, borders);
  const drawn = lines.map((cells) =>
    cells.reduce((line, { text, padding, width }, column) => {
      const after = Math.max(0, (inner[column] ?? 0) - padding - width);
      return line + ' '.repeat(padding) + text + ' '.repeat(after) + (between[column + 1] ?? '');
    }, between[0] ?? ''),
  );
  return [...above, ...drawn, ...below];
}

/**
 * Draws one line with cli-table3, as a template for all lines of a box. The library would need seconds for thousands of
 * lines.
 *
 * @param widths the widths of the cells, without borders
 * @returns the borders above and below the line, and what is between its cells
 */
function frameOf(widths: readonly number[], { top, bottom }: { readonly top: Border; readonly bottom: Border }) {
  const table = new Table({
    chars: { left: '|', middle: '|', right: '|', ...topCharacters(top), ...bottomCharacters(bottom) },
    colWidths: [...widths],
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  table.push(widths.map((width) => 'x'.repeat(width)));
  const drawn = table.toString().split('\n');
  const line = drawn.findIndex((one) => one.includes('x'));
  return { above: drawn.slice(0, line), between: (drawn[line] ?? '').split(/x+/), below: drawn.slice(line + 1) };
}

function topCharacters({ line, corner }: Border) {
  return { top: line, 'top-left': corner, 'top-mid': corner, 'top-right': corner };
}

function bottomCharacters({ line, corner }: Border) {
  return { bottom: line, 'bottom-left': corner, 'bottom-mid': corner, 'bottom-right': corner };
}
