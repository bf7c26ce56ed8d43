import type { InputValue } from '../model/values.ts';
import { writeJson } from '../python/json.ts';

/** Returns the message about an invalid value of the right type and length. */
export function invalidValue(name: string, value: InputValue, expected: string): string {
  return `Invalid value for parameter ${name}, value: ${shownValue(value)}, ${expected}`;
}

/** Returns a text without blanks and quotes around it, which a shell of another kind or a word processor leaves there. */
export function withoutQuotes(text: string): string {
  return text
    .trim()
    .replace(/^["'`\u2018-\u201f]|["'`\u2018-\u201f]$/g, '')
    .trim();
}

/** Returns a value as messages show it: in JSON if it has invisible characters or is not a text. */
export function shownValue(value: InputValue): string {
  return isPlain(value) ? value : asJson(value);
}

/** Returns whether a value is one line of text without invisible characters. */
function isPlain(value: InputValue): value is string {
  return typeof value === 'string' && !/[\0-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(value);
}

function asJson(value: InputValue): string {
  return writeJson(value, 'inline').replaceAll('\ufeff', '\\ufeff');
}
