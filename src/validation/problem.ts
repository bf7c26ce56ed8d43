import { writeJson } from '../python/json.ts';
import type { InputValue } from '../model/values.ts';

/** A line about a value that is of the right type and length and still cannot be right. */
export function invalidValue(name: string, value: InputValue, right: string): string {
  return `Invalid value for parameter ${name}, value: ${onOneLine(value) ? value : writeJson(value, 'inline')}, ${right}`;
}

function onOneLine(value: InputValue): value is string {
  return typeof value === 'string' && !/[\0-\u001f\u007f-\u009f\u2028\u2029]/.test(value);
}
