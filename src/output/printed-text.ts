import { pythonQuoted } from '../python/repr.ts';
import { isList, isMap, isScalar, Numeral, type Scalar, type Value, type ValueMap } from '../model/values.ts';

/** Formats a scalar as Python's `str` does, for the text and table formats. */
export function printedText(value: Scalar): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value instanceof Numeral) return { NaN: 'nan', Infinity: 'inf', '-Infinity': '-inf' }[value.text] ?? value.text;
  return String(value);
}

/** Formats the value of a map in a column, which usually has scalars; empty if the map has no such name. */
export function printedCell(map: ValueMap, name: string): string {
  return Object.hasOwn(map, name) ? printedInPlace(map[name] ?? null) : '';
}

/** Formats any value as Python's `str` does, for a position that usually has a scalar. */
export function printedInPlace(value: Value): string {
  return isScalar(value) ? printedText(value) : inner(value);
}

function inner(value: Value): string {
  if (typeof value === 'string') return pythonQuoted(value);
  if (isList(value)) return `[${value.map(inner).join(', ')}]`;
  if (isMap(value))
    return `{${Object.entries(value)
      .map(([name, one]) => `${pythonQuoted(name)}: ${inner(one)}`)
      .join(', ')}}`;
  return printedText(value);
}
