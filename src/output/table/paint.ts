import type { ValueMap } from '../../model/values.ts';

/** A color of a cell, in place of the color of all cells. */
export type TableColor = 'green' | 'yellow' | 'red' | 'magenta' | 'white on red';

/** A column of a table of maps. */
export interface TableColumn {
  /** The member that it shows, which is also its header. */
  readonly name: string;
  /** Returns the color of the cell of a map. */
  readonly color?: (map: ValueMap) => TableColor | undefined;
}

/** The colors of a table. */
export interface TablePaint {
  /** Colors the text of a cell that is neither title nor header. */
  cell(text: string, color?: TableColor): string;
  /** Colors the border of an outer box beside a nested one. */
  outerBorder(text: string): string;
  /**
   * Finishes a piece of text. The AWS CLI writes a table in such pieces: a border, a line without its outer borders.
   */
  piece(text: string): string;
}

export const plainPaint: TablePaint = {
  cell: (text) => text,
  outerBorder: (text) => text,
  piece: (text) => text,
};
