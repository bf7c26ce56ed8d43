import { ParameterError } from '../errors.ts';
import type { Value } from '../values.ts';
import { formatJson } from './json.ts';

/** Turns a result into the text that is printed. */
export type Formatter = (result: Value) => string;

/** The formats, each with the way to its formatter; adding one is a file and a line here. */
const formatters: Readonly<Record<string, () => Formatter | Promise<Formatter>>> = {
  json: () => formatJson,
  off: () => () => '',
};

/**
 * Finds a format's formatter, loading it when it is needed.
 *
 * @throws ParameterError for a format that does not exist
 */
export async function formatter(format: string): Promise<Formatter> {
  const load = Object.hasOwn(formatters, format) ? formatters[format] : undefined;
  if (load === undefined) throw new ParameterError(`Unknown output type: ${format}`);
  return load();
}
