import { writeJson } from '../json.ts';
import type { InputValue } from '../values.ts';

/** A line about a value that is of the right type and length and still cannot be right. */
export function invalidValue(name: string, value: InputValue, right: string): string {
  return `Invalid value for parameter ${name}, value: ${typeof value === 'string' ? value : writeJson(value, 'inline')}, ${right}`;
}
