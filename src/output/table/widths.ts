import stringWidth from 'string-width';

import { roundHalfEven } from '../../python/rounding.ts';
import type { Box } from './boxes.ts';

/** Columns that a cell needs beside its text: two of padding at the left, a border at either side. */
const cellPadding = 4;

/** Columns of a box's outer borders. */
const outerBorders = 2;

/** Columns that a text takes on a terminal, by the measure that cli-table3 uses too; the longest line counts. */
export function textWidth(text: string): number {
  return text.split('\n').reduce((widest, line) => Math.max(widest, stringWidth(line)), 0);
}

/** Columns of the whole table: those of its widest box and the borders that this one is nested in. */
export function tableWidth(boxes: readonly Box[]): number {
  return boxes.reduce((widest, box) => {
    const cells = sum(naturalWidths(box));
    return Math.max(widest, 2 * box.depth + outerBorders + Math.max(cells, textWidth(box.title)));
  }, 0);
}

/**
 * Widths of a box's columns, borders included, stretched so that they fill the box.
 *
 * Rounds as the AWS CLI does (awscli/table.py): a column may come out one narrower than its text with padding.
 */
export function columnWidths(box: Box, width: number): number[] {
  const natural = naturalWidths(box);
  if (natural.length === 0) return [];
  const factor = width / sum(natural);
  const widths = natural.map((column) => roundHalfEven(factor * column));
  let missing = width - sum(widths);
  while (missing !== 0) {
    const step = Math.sign(missing);
    const columns = step > 0 ? [...widths.keys()].reverse() : [...widths.keys()];
    for (const column of columns) {
      if (missing === 0) break;
      widths[column] = (widths[column] ?? 0) + step;
      missing -= step;
    }
  }
  return widths;
}

function naturalWidths({ headers, rows }: Box): number[] {
  const lines = headers.length === 0 ? rows : [headers, ...rows];
  const columns = lines[0]?.length ?? 0;
  return Array.from(
    { length: columns },
    (_, column) => cellPadding + lines.reduce((widest, line) => Math.max(widest, textWidth(line[column] ?? '')), 0),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
