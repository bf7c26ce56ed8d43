import { GeneralError } from '../model/errors.ts';
import type { Value } from '../model/values.ts';
import type { TableColumn } from './table/paint.ts';

/** The context of formatting a result. */
export interface FormatContext {
  /** The API name of the operation, which is the title of a table. */
  readonly title: string;
  readonly coloured: boolean;
  /** Whether a reset follows every piece of a coloured table, as in the AWS CLI without a pager. */
  readonly resets?: boolean;
  /** The width of the terminal or, without one, the default width, in columns. */
  readonly width: number;
  /** The columns of a table of maps; by default all, sorted by name. */
  readonly columns?: readonly TableColumn[];
  /** The width at which the texts of a table with given columns are wrapped. */
  readonly maxWidth?: number;
}

/** Formats a result as text. */
export type Formatter = (result: Value, context: FormatContext) => string | Promise<string>;

/** The formatters, loaded when needed. A new format is a new file and a line here. */
const formats: Readonly<Record<string, () => Promise<Formatter>>> = {
  json: async () => (await import('./json-format.ts')).formatJson,
  text: async () => (await import('./text-format.ts')).formatText,
  table: async () => {
    const { formatTable } = await import('./table/table-format.ts');
    const { plainPaint } = await import('./table/paint.ts');
    return async (result, { coloured, resets = false, ...layout }) => {
      const paint = coloured ? (await import('./colours.ts')).colouredPaint(resets) : plainPaint;
      return formatTable(result, { ...layout, paint });
    };
  },
  yaml: async () => (await import('./yaml-format.ts')).formatYaml,
  'yaml-stream': async () => (await import('./yaml-format.ts')).formatYamlStream,
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
