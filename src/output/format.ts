import { GeneralError } from '../model/errors.ts';
import type { Value } from '../model/values.ts';

/** How a result is formatted. */
export interface FormatContext {
  /** API name of the operation, the title of a table. */
  readonly title: string;
  readonly coloured: boolean;
  /** Whether the text goes straight to stdout, where the AWS CLI resets the colours after every piece of a table. */
  readonly resets?: boolean;
  /** Columns of the terminal, or the default where there is none. */
  readonly width: number;
  /** The columns of a table of maps; by default all, sorted by name. */
  readonly columns?: readonly string[];
}

/** Formats a result as text. */
export type Formatter = (result: Value, context: FormatContext) => string | Promise<string>;

/** The formats. Each formatter is loaded when it is needed. A new format is a file and a line here. */
const formats: Readonly<Record<string, () => Promise<Formatter>>> = {
  json: async () => (await import('./json-format.ts')).formatJson,
  text: async () => (await import('./text-format.ts')).formatText,
  table: async () => {
    const { formatTable } = await import('./table/table-format.ts');
    const { plainPaint } = await import('./table/paint.ts');
    return async (result, { title, coloured, resets = false, width, columns }) => {
      const paint = coloured ? (await import('./colours.ts')).colouredPaint(resets) : plainPaint;
      return formatTable(result, { title, width, paint, ...(columns === undefined ? {} : { columns }) });
    };
  },
  yaml: async () => (await import('./yaml-format.ts')).formatYaml,
  'yaml-stream': async () => (await import('./yaml-format.ts')).formatYamlStream,
  off: () => Promise.resolve(() => ''),
};

/**
 * Finds a format's formatter.
 *
 * @throws GeneralError for a format that does not exist, which the environment or a file may name
 */
export async function formatter(format: string): Promise<Formatter> {
  const load = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (load === undefined) throw new GeneralError(`Unknown output type: ${format}`);
  return load();
}
