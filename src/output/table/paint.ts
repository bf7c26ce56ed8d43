/** The colours of a table. */
export interface TablePaint {
  /** Colours the text of a cell that is neither title nor header. */
  cell(text: string): string;
  /** Colours the border of an outer box beside a nested one. */
  outerBorder(text: string): string;
  /**
   * Finishes a piece of text. The AWS CLI writes a table in such pieces: a border, a line without its outer borders.
   */
  write(text: string): string;
}

export const plainPaint: TablePaint = {
  cell: (text) => text,
  outerBorder: (text) => text,
  write: (text) => text,
};
