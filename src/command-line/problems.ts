import { nearest } from '../python/difflib.ts';
import type { OptionDefinition } from '../model/options.ts';
import { integerProblem } from '../python/int.ts';

/** How alike a word must be to be suggested: what the AWS CLI asks of Python's difflib. */
const suggestionThreshold = 0.8;

/** What is wrong with a value that must be one of a few, in the AWS CLI's words. */
export function choiceProblem(value: string, choices: readonly string[]): string | undefined {
  if (choices.includes(value)) return undefined;
  const near = nearest(value, choices, suggestionThreshold).map((choice) => `  * ${choice}`);
  const suggestions = near.length === 0 ? '' : `\nMaybe you meant:\n\n${near.join('\n')}`;
  return `Found invalid choice '${value}'\n${suggestions}`;
}

/** What is wrong with a value of an option; undefined where nothing is. */
export function valueProblem(definition: OptionDefinition, value: string): string | undefined {
  if (definition.choices !== undefined) return choiceProblem(value, definition.choices);
  if (definition.takes === 'integer') return integerProblem(value);
  return undefined;
}
