/** The open quote at the cursor. */
export type Quote = '"' | "'" | undefined;

/** An unfinished command line of a POSIX shell, up to the cursor. */
export interface ShellLine {
  /** The unquoted words before the current one. */
  readonly words: readonly string[];
  /** The unquoted part of the current word. */
  readonly current: string;
  /** The index of the current word in the line. */
  readonly start: number;
  /** The quoted text of the current word after the open quote or, without one, after the last break. */
  readonly typed: string;
  readonly quote: Quote;
}

/**
 * Splits an unfinished command line into words.
 *
 * @param breaks further characters at which the shell splits words and completes the last part (COMP_WORDBREAKS in
 *   bash)
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
      // A backslash at the end has no character to escape yet.
      if (next === '') end = index - 1;
      else word += quote === undefined || '"\\$`'.includes(next) ? next : `\\${next}`;
    } else {
      word += character;
      // bash completes the text after the last break; an @ belongs to that text, because it may start a host name.
      if (quote === undefined && breaks.includes(character)) lastBreak = character === '@' ? index : index + 1;
    }
  }
  if (word === undefined) return { words, current: '', start: line.length, typed: '', quote };
  return { words, current: word, start, typed: line.slice(quote === undefined ? lastBreak : quoteStart, end), quote };
}

/** Escapes a text for a shell in which the quote is open. */
export function escaped(text: string, quote: Quote): string {
  if (quote === "'") return text.replaceAll("'", String.raw`'\''`);
  return text.replace(quote === '"' ? /["\\$`]/g : /[\s"'\\$`&|;<>()*?[\]{}!#~^]/g, String.raw`\$&`);
}
