import { pythonQuoted } from './repr.ts';

/** What Python's `int` accepts: a sign, underscores between digits and white space around them. */
const integer = /^\s*[+-]?\d+(_\d+)*\s*$/;

/** The error for a text that is not an integer, in argparse's words; undefined for an integer. */
export function integerProblem(value: string): string | undefined {
  return integer.test(value) ? undefined : `invalid int value: ${pythonQuoted(value)}`;
}

/** The number that an integer's text spells. */
export function integerValue(text: string): number {
  return Number(text.replaceAll('_', ''));
}

/** An integer as Python's `int` reads it from a setting; undefined for any other text. */
export function parseInteger(text: string | undefined): number | undefined {
  return text !== undefined && integer.test(text) ? integerValue(text) : undefined;
}
