import { pythonQuoted } from './strings.ts';

/** The integers that Python's `int` accepts: with a sign, underscores between digits, and white space around them. */
const integer = /^\s*[+-]?\d+(_\d+)*\s*$/;

/** Returns argparse's error for a text that is not an integer; undefined for an integer. */
export function integerProblem(value: string): string | undefined {
  return integer.test(value) ? undefined : `invalid int value: ${pythonQuoted(value)}`;
}

/** Converts the text of an integer to a number. */
export function integerValue(text: string): number {
  return Number(text.replaceAll('_', ''));
}

/** Parses an integer in a setting as Python's `int` does; undefined for any other text. */
export function parseInteger(text: string | undefined): number | undefined {
  return text !== undefined && integer.test(text) ? integerValue(text) : undefined;
}

/** Rounds to an integer as Python's `round` does: a half goes to the even neighbor. */
export function roundHalfEven(number: number): number {
  const rounded = Math.round(number);
  return Math.abs(number % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
