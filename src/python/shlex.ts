/** The words of a text, or why it cannot be split: Python's own words for it. */
export type SplitText =
  { readonly words: readonly string[] } | { readonly problem: 'No closing quotation' | 'No escaped character' };

/** What Python's shlex separates words at. Other white space, such as a no-break space, belongs to a word. */
const space = /[ \t\r\n]/;

/**
 * Splits a text into words as a POSIX shell would, and as Python's `shlex.split` does for the AWS CLI: white space
 * separates, quotes and backslashes keep together. No variable, pattern or command is expanded, and a backslash
 * before a line break keeps the line break.
 */
export function splitText(text: string): SplitText {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (quote === undefined && space.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (quote === undefined && (character === '"' || character === "'")) {
      quote = character;
      word ??= '';
    } else if (character === quote) {
      quote = undefined;
    } else if (character === '\\' && quote !== "'") {
      const next = text.charAt(++i);
      if (next === '') return { problem: 'No escaped character' };
      // Inside double quotes a backslash escapes only itself and the quote.
      word = (word ?? '') + (quote === '"' && next !== '"' && next !== '\\' ? character + next : next);
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== undefined) return { problem: 'No closing quotation' };
  if (word !== undefined) words.push(word);
  return { words };
}

/** The words of a text, as `splitText` has them; undefined where it cannot be split. */
export function splitWords(text: string): readonly string[] | undefined {
  const split = splitText(text);
  return 'words' in split ? split.words : undefined;
}

/** A word as a POSIX shell reads it back, quoted only where it must be. (Python's `shlex.quote`) */
export function quotedWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`;
}
