import { UsageError } from '../errors.ts';
import { pythonQuoted } from '../python-quoted.ts';

/** An option as the scanner sees it: how it is spelt and what may follow it. */
export interface Rule {
  /** With its dashes, such as `--region`. */
  readonly option: string;
  readonly arity: 'none' | 'one' | 'optional' | 'many';
  /** Taken only when written in full: no abbreviation stands for it. */
  readonly exact?: boolean;
  /** Ends the scan at once, as `--version` does. */
  readonly final?: boolean;
  /** Says what is wrong with a value, if anything is. */
  readonly problem?: (value: string) => string | undefined;
}

/** The one word without dashes that a scan may take. */
export interface Positional {
  readonly name: string;
  readonly required: boolean;
  readonly problem?: (value: string) => string | undefined;
}

export interface Found {
  readonly rule: Rule;
  readonly values: readonly string[];
}

export interface Scan {
  readonly found: readonly Found[];
  readonly positional: string | undefined;
  /** The words that nothing took, for the next scan to look at. */
  readonly rest: readonly string[];
}

interface Interpretation {
  readonly rule: Rule | undefined;
  readonly explicit: string | undefined;
}

/** What Python's argparse takes for a negative number, and so for a value (CPython 3.14). */
const negativeNumber = /^-\.?\d/;

const arityPatterns = { none: /^/, one: /^A/, optional: /^A?/, many: /^A*/ } as const;

/**
 * Takes the options of `rules` out of `words` as Python's argparse does in `parse_known_args`, which the AWS CLI
 * is built on: abbreviations that fit one option, `--option=value`, values that look like negative numbers or
 * contain a space, the last of repeated options, `--`. What it does not know, it leaves for the next scan.
 *
 * @param usage the text that follows an error's message
 * @throws UsageError in the order in which argparse would notice
 */
export function scan(words: readonly string[], rules: readonly Rule[], positional: Positional | undefined, usage: string): Scan {
  const fail = (message: string): never => {
    throw new UsageError(message, usage);
  };
  const { pattern, options } = classify(words, rules);
  const found: Found[] = [];
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
  const takeOption = (start: number, interpretations: readonly Interpretation[]): number => {
    const word = words[start] ?? '';
    if (interpretations.length > 1) {
      const names = interpretations.map(({ rule }) => rule?.option ?? '').join(', ');
      fail(`ambiguous option: ${word} could match ${names}`);
    }
    const { rule, explicit } = interpretations[0] ?? { rule: undefined, explicit: undefined };
    if (rule === undefined) {
      rest.push(word);
      return start + 1;
    }
    if (explicit !== undefined && rule.arity === 'none') {
      fail(`argument ${rule.option}: ignored explicit argument ${pythonQuoted(explicit)}`);
    }
    const next = start + 1;
    const count = explicit === undefined ? arityPatterns[rule.arity].exec(pattern.slice(next))?.[0].length : 0;
    if (count === undefined) return fail(`argument ${rule.option}: expected one argument`);
    const values = explicit === undefined ? words.slice(next, next + count) : [explicit];
    for (const value of values) {
      const problem = rule.problem?.(value);
      if (problem !== undefined) fail(`argument ${rule.option}: ${problem}`);
    }
    found.push({ rule, values });
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
    index = takeOption(index, options.get(index) ?? []);
    if (found.at(-1)?.rule.final === true) return { found, positional: undefined, rest };
  }
  rest.push(...words.slice(takePositional(index)));

  if (positional?.required === true && position === undefined) {
    fail(`the following arguments are required: ${positional.name}`);
  }
  return { found, positional: position?.value, rest };
}

/** One letter a word, as argparse has it: O an option, A an argument, - the first `--`. */
function classify(words: readonly string[], rules: readonly Rule[]) {
  const options = new Map<number, readonly Interpretation[]>();
  const separator = words.indexOf('--');
  const pattern = words.map((word, index) => {
    if (separator >= 0 && index >= separator) return index === separator ? '-' : 'A';
    const interpretations = interpret(word, rules);
    if (interpretations === undefined) return 'A';
    options.set(index, interpretations);
    return 'O';
  });
  return { pattern: pattern.join(''), options };
}

/** What a word may mean as an option; undefined where it is an argument. */
function interpret(word: string, rules: readonly Rule[]): readonly Interpretation[] | undefined {
  if (!word.startsWith('-') || word.length === 1) return undefined;
  const exact = rules.find((rule) => rule.option === word);
  if (exact !== undefined) return [{ rule: exact, explicit: undefined }];
  const equals = word.indexOf('=');
  const name = equals < 0 ? word : word.slice(0, equals);
  const explicit = equals < 0 ? undefined : word.slice(equals + 1);
  const named = equals < 0 ? undefined : rules.find((rule) => rule.option === name);
  if (named !== undefined) return [{ rule: named, explicit }];
  const abbreviated = rules.filter((rule) => rule.exact !== true && rule.option.startsWith(name));
  if (abbreviated.length > 0) return abbreviated.map((rule) => ({ rule, explicit }));
  if ((!word.startsWith('--') && negativeNumber.test(word)) || word.includes(' ')) return undefined;
  return [{ rule: undefined, explicit: undefined }];
}
