/** A page of the manual. It can be formatted for a terminal, for `man` or as Markdown. */
export interface Page {
  /** The name, such as `ecr-create-pull-through-cache-rule`. */
  readonly name: string;
  /** One sentence, without a full stop. */
  readonly purpose: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Lines that are printed unchanged. */
  | { readonly kind: 'code'; readonly text: string }
  /** A term and its explanation. */
  | { readonly kind: 'entry'; readonly term: string; readonly texts: readonly string[] }
  | Table;

export interface Table {
  readonly kind: 'table';
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Converts a table to entries for formats without tables. The first cell is the term; empty cells are omitted. */
export function entriesOf({ headers, rows }: Table): Block[] {
  return rows.map(([term = '', ...cells]) => ({
    kind: 'entry',
    term,
    texts: cells.flatMap((cell, index) => (cell === '' ? [] : [`${headers[index + 1] ?? ''}: ${cell}`])),
  }));
}
