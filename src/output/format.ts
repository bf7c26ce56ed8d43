import { GeneralError } from '../model/errors.ts';
import { isMap, isScalar, type Value } from '../model/values.ts';
import { writeJson } from '../python/json.ts';
import type { TableColumn } from './table/paint.ts';
import { formatText } from './text-format.ts';

/** The context of formatting a result. */
export interface FormatContext {
  /** The API name of the operation, which is the title of a table. */
  readonly title: string;
  readonly colored: boolean;
  /** Whether a reset follows every piece of a colored table, as in the AWS CLI without a pager. */
  readonly resets?: boolean;
  /** The width of the terminal or, without one, the default width, in columns. */
  readonly width: number;
  /** The columns of a table of maps; by default all, sorted by name. */
  readonly columns?: readonly TableColumn[];
  /** The width at which the texts of a table with given columns are wrapped. */
  readonly maxWidth?: number;
  /** Whether the result is a page of a listing. */
  readonly isPage?: boolean;
}

/** Formats a result as text. */
export type Formatter = (result: Value, context: FormatContext) => string | Promise<string>;

/** The formatters, which load their code when needed. */
const formats: Readonly<Record<string, () => Promise<Formatter>>> = {
  json: () => Promise.resolve(formatJson),
  text: () => Promise.resolve(formatText),
  table: async () => {
    const { formatTable } = await import('./table/table-format.ts');
    const { plainPaint } = await import('./table/paint.ts');
    return async (result, { colored, resets = false, ...layout }) => {
      const paint = colored ? (await import('./colors.ts')).coloredPaint(resets) : plainPaint;
      return formatTable(result, { ...layout, paint });
    };
  },
  yaml: async () => {
    const { YamlWriter } = await import('../yaml/writer.ts');
    // A scalar is written as JSON, because YAML would add an end marker. (AWS CLI behavior)
    return (result) => {
      if (isScalar(result)) return formatJson(result);
      return isEmptyMap(result) ? '' : new YamlWriter(result).document();
    };
  },
  'yaml-stream': async () => {
    const { YamlWriter } = await import('../yaml/writer.ts');
    // Each result is an element of a list, so that consecutive results form a list. An empty page is one, too. (AWS CLI
    // behavior)
    return (result, { isPage = false }) => (isEmptyMap(result) && !isPage ? '' : new YamlWriter([result]).document());
  },
  off: () => Promise.resolve(() => ''),
};

/**
 * Loads the formatter of a format.
 *
 * @throws GeneralError for an unknown format, which the environment or a profile can set
 */
export async function formatter(format: string): Promise<Formatter> {
  const load = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (load === undefined) throw new GeneralError(`Unknown output type: ${format}`);
  return load();
}

/** Formats a result as indented JSON. */
function formatJson(result: Value): string {
  return isEmptyMap(result) ? '' : `${writeJson(result, 'indented')}\n`;
}

/** Returns whether a result is an empty map, for which the AWS CLI prints nothing. */
function isEmptyMap(result: Value): boolean {
  return isMap(result) && Object.keys(result).length === 0;
}
