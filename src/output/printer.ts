import { PagerError } from '../model/errors.ts';
import type { Effect, Operation } from '../model/shapes.ts';
import type { Value } from '../model/values.ts';
import { type Io, widthWithoutTerminal } from '../platform/io.ts';
import type { Pager } from '../settings/pager-command.ts';
import { type FormatContext, formatter } from './format.ts';
import { resultEncoder } from './output-encoding.ts';
import { showText } from './pager.ts';
import type { Query } from './query/query.ts';
import type { TableColumn } from './table/paint.ts';
import { formatVisibly, hasColors } from './terminal-output.ts';

export interface PrintOptions {
  readonly output: string;
  readonly query: string | undefined;
  readonly color: 'on' | 'off' | 'auto';
  readonly pager: Pager | undefined;
  /** The columns of a table of maps; by default all, sorted by name. */
  readonly columns?: readonly TableColumn[];
  /** Whether the results are pages of a listing. */
  readonly arePages?: boolean;
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
  // Without output, the query is not evaluated. (AWS CLI behavior)
  const query: Query = options.output === 'off' ? () => null : compiled;
  const encode = await resultEncoder(options.output, io);
  return async (...results) => {
    const { isTerminal, columns } = io.stdout;
    const context: FormatContext = {
      title,
      colored: hasColors(options.color, io),
      resets: !isTerminal || options.pager === undefined,
      width: columns ?? widthWithoutTerminal,
      isPage: options.arePages ?? false,
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

/** An extension: returns the line after the message of an error that occurs after a successful call. */
export function effectNote(effect: Effect): string {
  return `The rule was ${effect} before this error occurred.`;
}

/**
 * Prints the result of a successful call.
 *
 * @throws the errors of `print`, with a note of what the call did
 */
export async function printResult({ effect }: Operation, print: Printer, result: Value): Promise<void> {
  try {
    await print(result);
  } catch (error) {
    throw effect === undefined ? error : withNote(error, effectNote(effect));
  }
}

/** Wraps a reader of values in a response. Its errors get a note of what the call did. */
export function valueReader<T>({ effect }: Operation, read: (wire: Value) => T): (wire: Value) => T {
  if (effect === undefined) return read;
  return (wire) => {
    try {
      return read(wire);
    } catch (error) {
      throw withNote(error, effectNote(effect));
    }
  };
}

/**
 * Adds a note to an error that prevents printing a result, unless the error has a note. The error of a pager gets no
 * note, because the result is printed without the pager.
 */
export function withNote(error: unknown, note: string): Error {
  if (!(error instanceof Error)) return withNote(new Error(String(error)), note);
  if (error instanceof PagerError) return error;
  return 'note' in error && error.note !== undefined ? error : Object.assign(error, { note });
}
