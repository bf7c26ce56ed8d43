import type { InputValue } from '../model/values.ts';
import { writeJson } from '../python/json.ts';

/** The line about a value of the right type and length that cannot be right. */
export function invalidValue(name: string, value: InputValue, right: string): string {
  return `Invalid value for parameter ${name}, value: ${isPlain(value) ? value : asJson(value)}, ${right}`;
}

/** Whether a value is a line of text in which everything can be seen. */
function isPlain(value: InputValue): value is string {
  return typeof value === 'string' && !/[\0-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(value);
}

function asJson(value: InputValue): string {
  return writeJson(value, 'inline').replaceAll('\ufeff', '\\ufeff');
}
