import { widthWithoutTerminal, type Io } from '../platform/io.ts';
import type { Value } from '../model/values.ts';
import { hasColours } from './colour-choice.ts';
import { formatter, type FormatContext } from './format.ts';
import { resultEncoder } from './output-encoding.ts';
import { showText } from './pager.ts';
import type { Pager } from '../settings/pager-command.ts';
import type { TableColumn } from './table/paint.ts';
import type { Query } from './query/query.ts';
import { formatVisibly } from './visible-text.ts';

export interface PrintOptions {
  readonly output: string;
  readonly query: string | undefined;
  readonly color: 'on' | 'off' | 'auto';
  readonly pager: Pager | undefined;
  /** The columns of a table of maps; by default all, sorted by name. */
  readonly columns?: readonly TableColumn[];
}

/** Prints one or more results of an operation as one text. */
export type Printer = (...results: readonly Value[]) => Promise<void>;

/**
 * Creates a printer. Call it before sending a request, so that a wrong query or format is reported first.
 *
 * @param title the API name of the operation
 * @throws ParameterError for an invalid query, GeneralError for an unknown format or encoding
 */
export async function createPrinter(options: PrintOptions, title: string, io: Io): Promise<Printer> {
  const format = await formatter(options.output);
  const compiled: Query =
    options.query === undefined ? (result) => result : (await import('./query/query.ts')).compileQuery(options.query);
  // Without output, the query is not evaluated. (AWS CLI behaviour)
  const query: Query = options.output === 'off' ? () => null : compiled;
  const encode = await resultEncoder(options.output, io);
  return async (...results) => {
    const { isTerminal, columns } = io.stdout;
    const context: FormatContext = {
      title,
      coloured: hasColours(options.color, io),
      resets: !isTerminal || options.pager === undefined,
      width: columns ?? widthWithoutTerminal,
      ...(options.columns === undefined ? {} : { columns: options.columns }),
      ...(columns === undefined ? {} : { maxWidth: columns }),
    };
    const write = isTerminal ? formatVisibly(options.output, format) : format;
    let text = '';
    for (const result of results) text += await write(query(result), context);
    if (encode === undefined) return showText(text, options.pager, io);
    const { bytes, problem } = encode(text);
    await showText(bytes, options.pager, io);
    if (problem !== undefined) throw problem;
  };
}
