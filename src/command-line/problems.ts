import type { OptionDefinition } from '../model/options.ts';
import { maskedText } from '../platform/masks.ts';
import { closeMatches } from '../python/difflib.ts';
import { integerProblem } from '../python/integers.ts';

/** The minimum similarity of a suggestion: the cutoff that the AWS CLI passes to Python's difflib. */
const suggestionCutoff = 0.8;

/** Returns the AWS CLI's error for a value that is not one of the choices; undefined for a valid value. */
export function choiceProblem(value: string, choices: readonly string[]): string | undefined {
  if (choices.includes(value)) return undefined;
  const near = closeMatches(value, choices, suggestionCutoff).map((choice) => `  * ${choice}`);
  const suggestions = near.length === 0 ? '' : `\nMaybe you meant:\n\n${near.join('\n')}`;
  return `Found invalid choice '${maskedText(value)}'\n${suggestions}`;
}

/** Returns the error for the value of an option; undefined for a valid value. */
export function valueProblem(definition: OptionDefinition, value: string): string | undefined {
  if (definition.choices !== undefined) return definedChoiceProblem(definition, definition.choices, value);
  if (definition.takes === 'integer') return integerProblem(value);
  return undefined;
}

/** An extension: options that the AWS CLI lacks also list their choices. */
function definedChoiceProblem(
  { otherWords = {}, extension }: OptionDefinition,
  choices: readonly string[],
  value: string,
): string | undefined {
  const problem = choiceProblem(value, choices);
  if (problem === undefined || extension !== true) return problem;
  const meant = Object.hasOwn(otherWords, value) ? `\nMaybe you meant:\n\n  * ${String(otherWords[value])}` : '';
  return `${problem}${meant}\nThe choices are: ${choices.join(', ')}`;
}

/** Returns the options, with dashes, whose names are similar to unknown words. */
export function similarOptions(words: readonly string[], options: readonly OptionDefinition[]): readonly string[] {
  const names = options.map(({ name }) => `--${name}`);
  const unknown = words.filter((word) => word.startsWith('--')).map((word) => word.replace(/=.*$/s, ''));
  return [...new Set(unknown.flatMap((word) => closeMatches(word, names, suggestionCutoff)))];
}
