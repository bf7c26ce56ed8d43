import type { Value } from '../../model/values.ts';
import { boxesOf, columnsBox, turned, type Box } from './boxes.ts';
import { drawBox } from './drawing.ts';
import type { TableColumn, TablePaint } from './paint.ts';
import { tableWidth, wrapCells } from './widths.ts';

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
    return tableWidth(all) > width ? all.map(turned) : all;
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
          ? paint.write(`${line}\n`)
          : [border, line, border, '\n'].map((piece) => paint.write(piece)).join(''),
      );
    })
    .join('');
}
