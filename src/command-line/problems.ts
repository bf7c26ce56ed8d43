import type { OptionDefinition } from '../model/options.ts';
import { nearest } from '../python/difflib.ts';
import { integerProblem } from '../python/int.ts';

/** How alike two words must be for a suggestion: the cutoff that the AWS CLI gives to Python's difflib. */
const suggestionCutoff = 0.8;

/** The error for a value that is not one of the choices, in the AWS CLI's words; undefined for one of them. */
export function choiceProblem(value: string, choices: readonly string[]): string | undefined {
  if (choices.includes(value)) return undefined;
  const near = nearest(value, choices, suggestionCutoff).map((choice) => `  * ${choice}`);
  const suggestions = near.length === 0 ? '' : `\nMaybe you meant:\n\n${near.join('\n')}`;
  return `Found invalid choice '${value}'\n${suggestions}`;
}

/** The error for an option's value; undefined for a good one. */
export function valueProblem(definition: OptionDefinition, value: string): string | undefined {
  if (definition.choices !== undefined) return choiceProblem(value, definition.choices);
  if (definition.takes === 'integer') return integerProblem(value);
  return undefined;
}

/** The options that unknown words resemble, each with its dashes. */
export function similarOptions(words: readonly string[], options: readonly OptionDefinition[]): readonly string[] {
  const names = options.map(({ name }) => `--${name}`);
  const unknown = words.filter((word) => word.startsWith('--')).map((word) => word.replace(/=.*$/s, ''));
  return [...new Set(unknown.flatMap((word) => nearest(word, names, suggestionCutoff)))];
}
