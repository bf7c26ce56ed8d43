import { UsageError } from '../model/errors.ts';
import type { OptionWords } from '../model/option-values.ts';
import type { OptionDefinition } from '../model/options.ts';
import { pythonQuoted } from '../python/repr.ts';

/** What the parser reads of an option's definition. */
export interface ParsedOption extends Pick<OptionDefinition, 'name' | 'takes' | 'extension' | 'final'> {
  /** Spelled with one dash. */
  readonly short?: true;
}

export interface Parser<O extends ParsedOption> {
  readonly options: readonly O[];
  /** The error for an option's value; undefined for a good one. */
  readonly valueProblem: (option: O, value: string) => string | undefined;
  /** The text that follows the message of an error about an option; undefined where the option is not known. */
  readonly usage: (option: O | undefined) => string;
}

export interface ParsedWords<O extends ParsedOption> {
  /** The last occurrence of each option. */
  readonly values: OptionWords;
  /** A final option, such as --version: the words after it are not read. */
  readonly final: O | undefined;
  /** The first word that is not an option or a value, with the `--` beside it left out. */
  readonly argument: string | undefined;
  /** The other words, in their order. */
  readonly rest: readonly string[];
}

interface Interpretation<O> {
  readonly option: O | undefined;
  /** The value after `=`. */
  readonly explicit: string | undefined;
}

/** Words that argparse reads as negative numbers, and so as values (CPython 3.14, `_negative_number_matcher`). */
const negativeNumber = /^-\.?\d/;

/** How many words an option takes, as patterns over the letters of `classify`. */
const arities = { nothing: /^/, text: /^A/, integer: /^A/, 'optional text': /^A?/, texts: /^A*/ } as const;

/** The one argument, with the `--` around it. */
const argumentPattern = /^-*A?-*/;

/**
 * Takes options and one argument out of `words` as `parse_known_args` of Python's argparse does: unambiguous
 * abbreviations, `--option=value`, values that look like negative numbers or contain a space, and `--`. The AWS CLI is
 * built on argparse (CPython 3.14, Lib/argparse.py).
 *
 * @throws UsageError in argparse's words, for the first problem from the left
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
  { valueProblem, usage }: Parser<O>,
): { readonly option: O | undefined; readonly values: readonly string[]; readonly end: number } {
  const fail = (message: string, known?: O): never => {
    throw new UsageError(message, usage(known));
  };
  const [interpretation = { option: undefined, explicit: undefined }] = interpretations;
  if (interpretations.length > 1) {
    const names = interpretations.flatMap((one) => (one.option === undefined ? [] : [spelling(one.option)]));
    fail(`ambiguous option: ${words[start] ?? ''} could match ${names.join(', ')}`);
  }
  const { option, explicit } = interpretation;
  if (option === undefined) return { option, values: [], end: start + 1 };
  if (explicit !== undefined && option.takes === 'nothing') {
    fail(`argument ${spelling(option)}: ignored explicit argument ${pythonQuoted(explicit)}`, option);
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

/** One letter for each word, as in argparse: O for an option, A for an argument, - for the first `--`. */
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

/** The options that a word may name; undefined for an argument. */
function interpret<O extends ParsedOption>(
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

/** Whether argparse reads a word as an argument that names no option it knows. */
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
