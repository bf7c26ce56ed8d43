import { isList, isMap, mapOf, type Value } from '../model/values.ts';
import type { Io } from '../platform/io.ts';
import { escapedCharacter } from '../python/strings.ts';
import type { Formatter } from './format.ts';

/** Returns a formatter for a terminal: control characters in values are escaped. */
export function formatVisibly(name: string, format: Formatter): Formatter {
  return name === 'text' || name === 'table'
    ? (value, context) => format(visible(value), context)
    : async (value, context) => visibleJson(await format(value, context));
}

/**
 * Escapes the control characters in a value, except for line breaks and tabs, so that they cannot control the terminal.
 */
function visible(value: Value): Value {
  if (typeof value === 'string') return visibleText(value);
  if (isList(value)) return value.map(visible);
  if (!isMap(value)) return value;
  return mapOf(Object.entries(value).map(([name, one]) => [visibleText(name), visible(one)]));
}

/** Escapes the control characters in a text. */
export function visibleText(text: string): string {
  return text.replace(/[\0-\u0008\u000b-\u001f\u007f-\u009f]/g, (control) => escapedCharacter(control));
}

/** Escapes the control characters that JSON allows unescaped. */
function visibleJson(text: string): string {
  return text.replace(/[\u007f-\u009f]/g, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Returns whether to print in color: by default on a terminal, unless NO_COLOR is set.
 *
 * @param color the value of --color
 */
export function hasColors(color: string | undefined, { stdout, environment }: Io): boolean {
  return color === 'on' || (color !== 'off' && stdout.isTerminal && !environment['NO_COLOR']);
}
