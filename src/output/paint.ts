/** How a table is coloured. */
export interface TablePaint {
  cell(text: string): string;
  indentation(text: string): string;
  /** Every piece of text that is written goes through here. */
  write(text: string): string;
}

export const plainPaint: TablePaint = {
  cell: (text) => text,
  indentation: (text) => text,
  write: (text) => text,
};
