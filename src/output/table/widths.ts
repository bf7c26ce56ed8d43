import stringWidth from 'string-width';

import { roundHalfEven } from '../../python/integers.ts';
import type { Box } from './boxes.ts';

/** The columns of a cell beside its text: two of padding on the left and a border on each side. */
const cellPadding = 4;

/** The columns of a box's outer borders. */
const outerBorders = 2;

/** The minimum width of a column whose texts are wrapped. */
const minWrappedWidth = 10;

/** Control characters except the line feed. string-width counts none, and takes escape sequences for colors. */
const controlCharacters = /[\0-\u0009\u000b-\u001f\u007f-\u009f]/g;

/**
 * Returns the width of a text's widest line in columns, measured by string-width, except that a control character
 * counts one, as in the AWS CLI.
 */
export function textWidth(text: string): number {
  // string-width takes several seconds for 100,000 texts.
  if (/^[ -~]*$/.test(text)) return text.length;
  const lines = text.replace(controlCharacters, ' ').split('\n');
  return lines.reduce((widest, line) => Math.max(widest, stringWidth(line)), 0);
}

/** Returns the width of a table in columns: that of its widest box, with the borders around the box. */
export function tableWidth(boxes: readonly Box[]): number {
  return boxes.reduce((widest, box) => {
    const cells = sum(naturalWidths(box));
    return Math.max(widest, 2 * box.depth + outerBorders + Math.max(cells, textWidth(box.title)));
  }, 0);
}

/** Wraps the texts of the widest columns of a box, so that it is no wider than `maxWidth` columns if possible. */
export function wrapCells(box: Box, maxWidth: number): Box {
  const natural = naturalWidths(box);
  const widths = [...natural];
  for (let surplus = outerBorders + sum(widths) - maxWidth; surplus > 0; surplus--) {
    const widest = Math.max(...widths);
    if (widest <= minWrappedWidth + cellPadding) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  const wrapCell = (text: string, column: number) => {
    const width = widths[column] ?? 0;
    return width === natural[column] ? text : wrapText(text, width - cellPadding);
  };
  return { ...box, rows: box.rows.map((row) => row.map(wrapCell)) };
}

/** Wraps the lines of a text between words. A word that is longer than a line starts a new line. */
function wrapText(text: string, width: number): string {
  const lines = text.split('\n').flatMap((line) => {
    const wrapped = [''];
    const add = (piece: string) => {
      const last = wrapped.length - 1;
      const current = wrapped[last] ?? '';
      if (textWidth(current + piece) <= width) wrapped[last] = current + piece;
      else wrapped.push(piece.trimStart());
    };
    for (const word of line.match(/\s*\S+/g) ?? []) {
      if (textWidth(word.trimStart()) <= width) add(word);
      else {
        if (wrapped.at(-1) !== '') wrapped.push('');
        for (const character of word.trimStart()) add(character);
      }
    }
    return wrapped;
  });
  return lines.join('\n');
}

/**
 * Returns the widths of a box's columns, including borders, stretched to fill the box.
 *
 * Rounds as the AWS CLI does (awscli/table.py), which can make a column one narrower than its text with padding.
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
