import { isList, isMap, Numeral, type Value } from '../values.ts';

/** A scalar as Python's `str` shows it, which the text and table formats print. */
export function printedText(value: Value): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value instanceof Numeral) return { NaN: 'nan', Infinity: 'inf', '-Infinity': '-inf' }[value.text] ?? value.text;
  return String(value);
}

export function isScalar(value: Value): boolean {
  return !isList(value) && !isMap(value);
}
