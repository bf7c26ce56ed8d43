import { integerProblem, integerValue } from '../command-line/problems.ts';

/** A whole number as Python's `int` reads it from a setting; undefined where it is none. */
export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && integerProblem(text) === undefined ? integerValue(text) : undefined;
}
