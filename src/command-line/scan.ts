import { UsageError } from '../model/errors.ts';
import type { OptionDefinition } from '../model/options.ts';
import { pythonQuoted } from '../python/repr.ts';

/** What the scanner has to know of an option, as the model defines it. */
export interface ScannedOption extends Pick<OptionDefinition, 'name' | 'takes' | 'extension' | 'final'> {
  /** Spelt with one dash. */
  readonly short?: true;
}

/** The one word without dashes that a scan may take. */
export interface Positional {
  readonly name: string;
  readonly required: boolean;
  readonly problem?: (value: string) => string | undefined;
}

export interface Found<O> {
  readonly option: O;
  readonly values: readonly string[];
}

export interface Scan<O> {
  readonly found: readonly Found<O>[];
  readonly positional: string | undefined;
  /** The words that nothing took, for the next scan to look at. */
  readonly rest: readonly string[];
}

interface Interpretation<O> {
  readonly option: O | undefined;
  readonly explicit: string | undefined;
}

/** What Python's argparse takes for a negative number, and so for a value (CPython 3.14). */
const negativeNumber = /^-\.?\d/;

/** How many words an option takes. */
const arities = { nothing: /^/, text: /^A/, integer: /^A/, 'optional text': /^A?/, texts: /^A*/ } as const;

/**
 * Takes `options` out of `words` as Python's argparse does in `parse_known_args`, which the AWS CLI
 * is built on: abbreviations that fit one option, `--option=value`, values that look like negative numbers or
 * contain a space, the last of repeated options, `--`. What it does not know, it leaves for the next scan.
 *
 * @param valueProblem says what is wrong with an option's value, if anything is
 * @param usage the text that follows an error's message
 * @throws UsageError in the order in which argparse would notice
 */
export function scan<O extends ScannedOption>(
  words: readonly string[],
  options: readonly O[],
  valueProblem: (option: O, value: string) => string | undefined,
  positional: Positional | undefined,
  usage: string,
): Scan<O> {
  const fail = (message: string): never => {
    throw new UsageError(message, usage);
  };
  const { pattern, interpretations } = classify(words, options);
  const found: Found<O>[] = [];
  const rest: string[] = [];
  let position: { readonly value: string | undefined } | undefined;

  /** argparse's consume_positionals: the word itself and any `--` around it. */
  const takePositional = (start: number): number => {
    if (positional === undefined || position !== undefined) return start;
    const match = (positional.required ? /^-*A-*/ : /^-*A?-*/).exec(pattern.slice(start));
    if (match === null) return start;
    const end = start + match[0].length;
    if (end === start && pattern[end] === 'O') return start;
    const value = words[start + match[0].indexOf('A')];
    position = { value: match[0].includes('A') ? value : undefined };
    if (position.value !== undefined) {
      const problem = positional.problem?.(position.value);
      if (problem !== undefined) fail(`argument ${positional.name}: ${problem}`);
    }
    // argparse drops only the first `--` around the word; a second one would count as a value too many.
    return end;
  };

  /** argparse's consume_optional. */
  const takeOption = (start: number, meanings: readonly Interpretation<O>[]): number => {
    const word = words[start] ?? '';
    if (meanings.length > 1) {
      const names = meanings.map(({ option }) => (option === undefined ? '' : spelling(option))).join(', ');
      fail(`ambiguous option: ${word} could match ${names}`);
    }
    const { option, explicit } = meanings[0] ?? { option: undefined, explicit: undefined };
    if (option === undefined) {
      rest.push(word);
      return start + 1;
    }
    if (explicit !== undefined && option.takes === 'nothing') {
      fail(`argument ${spelling(option)}: ignored explicit argument ${pythonQuoted(explicit)}`);
    }
    const next = start + 1;
    const count = explicit === undefined ? arities[option.takes].exec(pattern.slice(next))?.[0].length : 0;
    if (count === undefined) return fail(`argument ${spelling(option)}: expected one argument`);
    const values = explicit === undefined ? words.slice(next, next + count) : [explicit];
    for (const value of values) {
      const problem = valueProblem(option, value);
      if (problem !== undefined) fail(`argument ${spelling(option)}: ${problem}`);
    }
    found.push({ option, values });
    return next + count;
  };

  const last = pattern.lastIndexOf('O');
  let index = 0;
  while (index <= last) {
    let nextOption = index;
    while (pattern[nextOption] !== 'O') nextOption++;
    if (index !== nextOption) {
      const end = takePositional(index);
      if (end > index) {
        index = end;
        continue;
      }
      rest.push(...words.slice(index, nextOption));
      index = nextOption;
    }
    index = takeOption(index, interpretations.get(index) ?? []);
    if (found.at(-1)?.option.final === true) return { found, positional: undefined, rest };
  }
  rest.push(...words.slice(takePositional(index)));

  if (positional?.required === true && position === undefined) {
    fail(`the following arguments are required: ${positional.name}`);
  }
  return { found, positional: position?.value, rest };
}

/** One letter a word, as argparse has it: O an option, A an argument, - the first `--`. */
function classify<O extends ScannedOption>(words: readonly string[], options: readonly O[]) {
  const interpretations = new Map<number, readonly Interpretation<O>[]>();
  const separator = words.indexOf('--');
  const pattern = words.map((word, index) => {
    if (separator >= 0 && index >= separator) return index === separator ? '-' : 'A';
    const meanings = interpret(word, options);
    if (meanings === undefined) return 'A';
    interpretations.set(index, meanings);
    return 'O';
  });
  return { pattern: pattern.join(''), interpretations };
}

/** What a word may mean as an option; undefined where it is an argument. */
function interpret<O extends ScannedOption>(
  word: string,
  options: readonly O[],
): readonly Interpretation<O>[] | undefined {
  if (!word.startsWith('-') || word.length === 1) return undefined;
  const exact = speltAs(word, options);
  if (exact !== undefined) return [{ option: exact, explicit: undefined }];
  const equals = word.indexOf('=');
  const name = equals < 0 ? word : word.slice(0, equals);
  const explicit = equals < 0 ? undefined : word.slice(equals + 1);
  const named = equals < 0 ? undefined : speltAs(name, options);
  if (named !== undefined) return [{ option: named, explicit }];
  const abbreviated = options.filter((option) => option.extension !== true && spelling(option).startsWith(name));
  if (abbreviated.length > 0) return abbreviated.map((option) => ({ option, explicit }));
  if ((!word.startsWith('--') && negativeNumber.test(word)) || word.includes(' ')) return undefined;
  return [{ option: undefined, explicit: undefined }];
}

/** The option that is spelt so, dashes and all. */
function speltAs<O extends ScannedOption>(word: string, options: readonly O[]): O | undefined {
  const short = word.startsWith('--') ? undefined : true;
  const name = word.slice(short ? 1 : 2);
  return options.find((option) => option.name === name && option.short === short);
}

function spelling({ name, short }: ScannedOption): string {
  return `${short ? '-' : '--'}${name}`;
}
