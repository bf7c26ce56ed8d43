/** The words of a text, or Python's message for a text that cannot be split. */
export type SplitText =
  { readonly words: readonly string[] } | { readonly problem: 'No closing quotation' | 'No escaped character' };

/** The separators of Python's shlex. Other white space, such as a no-break space, belongs to a word. */
const space = /[ \t\r\n]/;

/**
 * Splits a text into words as Python's `shlex.split` does for the AWS CLI: at white space, with the quotes and
 * backslashes of a POSIX shell. Variables, patterns and commands are not expanded. A backslash before a line break
 * keeps the line break.
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

/** Returns the words of a text; undefined if it cannot be split. */
export function splitWords(text: string): readonly string[] | undefined {
  const split = splitText(text);
  return 'words' in split ? split.words : undefined;
}

/** Quotes a word for a POSIX shell if necessary. (Python's `shlex.quote`) */
export function quotedWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`;
}
