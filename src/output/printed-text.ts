import { isList, isMap, Numeral, type Value } from '../values.ts';

export type Scalar = string | number | boolean | null | Numeral;

/** A scalar as Python's `str` shows it, which the text and table formats print. */
export function printedText(value: Scalar): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value instanceof Numeral) return { NaN: 'nan', Infinity: 'inf', '-Infinity': '-inf' }[value.text] ?? value.text;
  return String(value);
}

export function isScalar(value: Value): value is Scalar {
  return !isList(value) && !isMap(value);
}
