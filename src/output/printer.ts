import { widthWithoutTerminal, type Io } from '../platform/io.ts';
import { isList, isMap, mapOf, type Value } from '../model/values.ts';
import { escapedCharacter } from '../python/repr.ts';
import { hasColours } from './colour-choice.ts';
import { formatter, type FormatContext } from './format.ts';
import { resultEncoder } from './output-encoding.ts';
import { showText } from './pager.ts';
import type { Pager } from '../settings/pager-command.ts';
import type { TableColumn } from './table/paint.ts';
import type { Query } from './query/query.ts';

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
    const raw = options.output === 'text' || options.output === 'table';
    let text = '';
    for (const result of results) {
      const selected = query(result);
      if (!isTerminal) text += await format(selected, context);
      else text += raw ? await format(visible(selected), context) : visibleJson(await format(selected, context));
    }
    if (encode === undefined) return showText(text, options.pager, io);
    const { bytes, problem } = encode(text);
    await showText(bytes, options.pager, io);
    if (problem !== undefined) throw problem;
  };
}

/**
 * Escapes the control characters in a value, except for line breaks and tabs, so that they cannot control the terminal.
 */
function visible(value: Value): Value {
  if (typeof value === 'string') return visibleText(value);
  if (isList(value)) return value.map(visible);
  if (!isMap(value)) return value;
  return mapOf(Object.entries(value).map(([name, one]) => [visibleText(name), visible(one)]));
}

function visibleText(text: string): string {
  return text.replace(/[\0-\u0008\u000b-\u001f\u007f-\u009f]/g, (control) => escapedCharacter(control));
}

/** Escapes the control characters that JSON allows unescaped. */
function visibleJson(text: string): string {
  return text.replace(/[\u007f-\u009f]/g, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
