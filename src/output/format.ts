import { GeneralError } from '../model/errors.ts';
import type { Value } from '../model/values.ts';

/** What a formatter may need to know beside the result. */
export interface FormatContext {
  /** The operation's API name, which a table has for a title. */
  readonly title: string;
  readonly coloured: boolean;
  /** Whether the text goes straight to stdout, where the AWS CLI resets the colours after every piece of a table. */
  readonly resets?: boolean;
  /** Columns of the terminal, or what to take for them. */
  readonly width: number;
}

/** Turns a result into the text that is printed. */
export type Formatter = (result: Value, context: FormatContext) => string | Promise<string>;

/** The formats, each with the way to its formatter, which is loaded when it is needed. A new format is a file and a line. */
const formats: Readonly<Record<string, () => Promise<Formatter>>> = {
  json: async () => (await import('./json-format.ts')).formatJson,
  text: async () => (await import('./text-format.ts')).formatText,
  table: async () => {
    const { formatTable } = await import('./table/table-format.ts');
    const { plainPaint } = await import('./table/paint.ts');
    return async (result, { title, coloured, resets = false, width }) => {
      const paint = coloured ? (await import('./colours.ts')).colouredPaint(resets) : plainPaint;
      return formatTable(result, { title, width, paint });
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
