/** The quote that is open at the cursor. */
export type Quote = '"' | "'" | undefined;

/** An unfinished command line of a POSIX shell, as far as the cursor. */
export interface ShellLine {
  /** The finished words, without quoting. */
  readonly words: readonly string[];
  /** The word that the cursor is in, without quoting. */
  readonly current: string;
  /** Where that word begins in the line. */
  readonly start: number;
  /** The end of that word as it was typed, from an open quote or else from the last break on. */
  readonly typed: string;
  readonly quote: Quote;
}

/**
 * Splits an unfinished command line into words.
 *
 * @param breaks further characters at which the shell divides a word and completes what follows (COMP_WORDBREAKS in bash)
 */
export function readShellLine(line: string, breaks = ''): ShellLine {
  const words: string[] = [];
  let word: string | undefined;
  let quote: Quote;
  let start = 0;
  let lastBreak = 0;
  let quoteStart = 0;
  let end = line.length;
  for (let index = 0; index < line.length; index++) {
    const character = line.charAt(index);
    if (quote === undefined && /\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    if (word === undefined) start = lastBreak = index;
    word ??= '';
    if (quote === undefined && (character === '"' || character === "'")) {
      quote = character;
      quoteStart = index + 1;
    } else if (character === quote) quote = undefined;
    else if (character === '\\' && quote !== "'") {
      const next = line.charAt(++index);
      // A backslash at the end has nothing to escape yet.
      if (next === '') end = index - 1;
      else word += quote === undefined || '"\\$`'.includes(next) ? next : `\\${next}`;
    } else {
      word += character;
      // What bash completes begins behind a break, but with an @, which may introduce a host name.
      if (quote === undefined && breaks.includes(character)) lastBreak = character === '@' ? index : index + 1;
    }
  }
  if (word === undefined) return { words, current: '', start: line.length, typed: '', quote };
  return { words, current: word, start, typed: line.slice(quote === undefined ? lastBreak : quoteStart, end), quote };
}

/** A text as a shell reads it back where this quote is open. */
export function escaped(text: string, quote: Quote): string {
  if (quote === "'") return text.replaceAll("'", String.raw`'\''`);
  return text.replace(quote === '"' ? /["\\$`]/g : /[\s"'\\$`&|;<>()*?[\]{}!#~^]/g, String.raw`\$&`);
}
