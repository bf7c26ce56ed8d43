import { UsageError } from '../model/errors.ts';
import type { OptionWords } from '../model/option-values.ts';
import type { OptionDefinition } from '../model/options.ts';
import { maskedText } from '../platform/masks.ts';
import { closeMatches } from '../python/difflib.ts';
import { integerProblem } from '../python/integers.ts';
import { pythonQuoted } from '../python/strings.ts';

/** The properties of an option that the parser uses. */
export interface ParsedOption extends Pick<OptionDefinition, 'name' | 'takes' | 'extension' | 'final'> {
  /** Whether the option has one dash instead of two. */
  readonly short?: true;
}

export interface Parser<O extends ParsedOption> {
  readonly options: readonly O[];
  /** Returns the error for the value of an option; undefined for a valid value. */
  readonly valueProblem: (option: O, value: string) => string | undefined;
  /** Whether unknown words and surplus values may be secrets, which messages do not show. */
  readonly hidesWords?: boolean;
  /** Returns the usage text after an error message. @param option undefined if the error is not about a known option */
  readonly usage: (option: O | undefined) => string;
}

export interface ParsedWords<O extends ParsedOption> {
  /** The last occurrence of each option. */
  readonly values: OptionWords;
  /** The option that ended parsing, such as --version. */
  readonly final: O | undefined;
  /** The first word that is neither an option nor a value. */
  readonly argument: string | undefined;
  /** The remaining words, without a `--` next to the argument. */
  readonly rest: readonly string[];
}

export interface Interpretation<O> {
  readonly option: O | undefined;
  /** The value after `=`. */
  readonly explicit: string | undefined;
}

/** Words that argparse takes for negative numbers, which are values (CPython 3.14, `_negative_number_matcher`). */
const negativeNumber = /^-\.?\d/;

/** The number of words that an option takes, as patterns for the letters of `classify`. */
const arities = { nothing: /^/, text: /^A/, integer: /^A/, 'optional text': /^A?/, texts: /^A*/ } as const;

/** The argument, with a `--` before or after it. */
const argumentPattern = /^-*A?-*/;

/**
 * Parses options and at most one argument, and returns the other words, as `parse_known_args` of Python's argparse
 * does. It supports unambiguous abbreviations, `--option=value`, values that look like negative numbers or contain a
 * space, and `--`. The AWS CLI uses argparse (CPython 3.14, Lib/argparse.py).
 *
 * @throws UsageError with argparse's message for the first error from the left
 */
export function parseKnownWords<O extends ParsedOption>(words: readonly string[], parser: Parser<O>): ParsedWords<O> {
  const { pattern, interpretations } = classify(words, parser.options);
  const values = new Map<string, readonly string[]>();
  const rest: string[] = [];
  let argument: { readonly value: string | undefined } | undefined;

  /** argparse's consume_positionals. */
  const takeArgument = (start: number): number => {
    if (argument !== undefined) return start;
    const match = argumentPattern.exec(pattern.slice(start))?.[0] ?? '';
    const end = start + match.length;
    // Before an option, an empty match leaves the argument for later. (CPython issue 59317)
    if (match === '' && pattern[end] === 'O') return start;
    argument = { value: match.includes('A') ? words[start + match.indexOf('A')] : undefined };
    return end;
  };

  const last = pattern.lastIndexOf('O');
  let index = 0;
  while (index <= last) {
    const nextOption = pattern.indexOf('O', index);
    if (index !== nextOption) {
      const end = takeArgument(index);
      if (end === index) rest.push(...words.slice(index, nextOption));
      index = end === index ? nextOption : end;
      continue;
    }
    const taken = takeOption(words, index, pattern, interpretations.get(index) ?? [], parser);
    if (taken.option === undefined) rest.push(words[index] ?? '');
    else values.set(taken.option.name, taken.values);
    if (taken.option?.final === true) return { values, final: taken.option, argument: undefined, rest };
    index = taken.end;
  }
  rest.push(...words.slice(takeArgument(index)));
  return { values, final: undefined, argument: argument?.value, rest };
}

/** argparse's consume_optional. */
function takeOption<O extends ParsedOption>(
  words: readonly string[],
  start: number,
  pattern: string,
  interpretations: readonly Interpretation<O>[],
  { valueProblem, hidesWords = false, usage }: Parser<O>,
): { readonly option: O | undefined; readonly values: readonly string[]; readonly end: number } {
  const fail = (message: string, known?: O): never => {
    throw new UsageError(message, usage(known));
  };
  const [interpretation = { option: undefined, explicit: undefined }] = interpretations;
  if (interpretations.length > 1) {
    const names = interpretations.flatMap((one) => (one.option === undefined ? [] : [spelling(one.option)]));
    const word = words[start] ?? '';
    fail(`ambiguous option: ${hidesWords ? word.replace(/=.*$/s, '=***') : word} could match ${names.join(', ')}`);
  }
  const { option, explicit } = interpretation;
  if (option === undefined) return { option, values: [], end: start + 1 };
  if (explicit !== undefined && option.takes === 'nothing') {
    fail(
      `argument ${spelling(option)}: ignored explicit argument ${pythonQuoted(hidesWords ? '***' : explicit)}`,
      option,
    );
  }
  const next = start + 1;
  const count = explicit === undefined ? arities[option.takes].exec(pattern.slice(next))?.[0].length : 0;
  if (count === undefined) return fail(`argument ${spelling(option)}: expected one argument`, option);
  const values = explicit === undefined ? words.slice(next, next + count) : [explicit];
  for (const value of values) {
    const problem = valueProblem(option, value);
    if (problem !== undefined) fail(`argument ${spelling(option)}: ${problem}`, option);
  }
  return { option, values, end: next + count };
}

/** Returns one letter for each word, as argparse does: O for an option, A for an argument, - for the first `--`. */
function classify<O extends ParsedOption>(words: readonly string[], options: readonly O[]) {
  const interpretations = new Map<number, readonly Interpretation<O>[]>();
  const separator = words.indexOf('--');
  const pattern = words.map((word, index) => {
    if (separator >= 0 && index >= separator) return index === separator ? '-' : 'A';
    const interpretation = interpret(word, options);
    if (interpretation === undefined) return 'A';
    interpretations.set(index, interpretation);
    return 'O';
  });
  return { pattern: pattern.join(''), interpretations };
}

/** Returns the options that a word may refer to; undefined for an argument. */
export function interpret<O extends ParsedOption>(
  word: string,
  options: readonly O[],
): readonly Interpretation<O>[] | undefined {
  if (!word.startsWith('-') || word.length === 1) return undefined;
  const exact = optionSpelled(word, options);
  if (exact !== undefined) return [{ option: exact, explicit: undefined }];
  const equals = word.indexOf('=');
  const name = equals < 0 ? word : word.slice(0, equals);
  const explicit = equals < 0 ? undefined : word.slice(equals + 1);
  const named = equals < 0 ? undefined : optionSpelled(name, options);
  if (named !== undefined) return [{ option: named, explicit }];
  const abbreviated = options.filter((option) => option.extension !== true && spelling(option).startsWith(name));
  if (abbreviated.length > 0) return abbreviated.map((option) => ({ option, explicit }));
  return isArgument(word) ? undefined : [{ option: undefined, explicit: undefined }];
}

/** Returns whether argparse takes a word for an argument, provided that it is not a known option. */
export function isArgument(word: string): boolean {
  if (!word.startsWith('-') || word.length === 1) return true;
  return (!word.startsWith('--') && negativeNumber.test(word)) || word.includes(' ');
}

function optionSpelled<O extends ParsedOption>(word: string, options: readonly O[]): O | undefined {
  const short = word.startsWith('--') ? undefined : true;
  const name = word.slice(short ? 1 : 2);
  return options.find((option) => option.name === name && option.short === short);
}

function spelling({ name, short }: ParsedOption): string {
  return `${short ? '-' : '--'}${name}`;
}

/** The minimum similarity of a suggestion: the cutoff that the AWS CLI passes to Python's difflib. */
export const suggestionCutoff = 0.8;

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

/** The program's name in messages. */
export const programName = 'ecr';

/** The usage text after an error in the command line: the AWS CLI's, adapted to a single service. */
export const usage = `usage: ecr [options] <command> [parameters]
To see help text, you can run:

  ecr help
  ecr <command> help
`;

/** The usage text after an error in these two options, which the AWS CLI parses first, with a separate parser. */
export const firstPassUsage = `usage: ecr [--profile PROFILE] [--debug]
`;
