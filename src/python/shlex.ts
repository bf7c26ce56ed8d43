import { isWindows, type Runtime } from '../platform/io.ts';

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

/**
 * Splits the command line of a program in a setting into words: by the rules of a POSIX shell, or on Windows, where
 * paths contain backslashes, by those of Microsoft's C runtime. (botocore: `compat_shell_split`)
 */
export function splitCommandLine(text: string, runtime: Runtime): SplitText {
  return isWindows(runtime) ? splitWindowsText(text) : splitText(text);
}

/** Quotes a word for the shell: `sh`, or `cmd.exe` on Windows. (AWS CLI: `compat_shell_quote`) */
export function shellWord(word: string, runtime: Runtime): string {
  return isWindows(runtime) ? windowsWord(word) : quotedWord(word);
}

/** Splits at spaces and tabs outside double quotes. A backslash is special only before a double quote. */
function splitWindowsText(text: string): SplitText {
  const words: string[] = [];
  let word: string | undefined;
  let isQuoted = false;
  for (const [token] of text.matchAll(/\\*"|[^]/g)) {
    if (token.endsWith('"')) {
      const backslashes = token.length - 1;
      word = (word ?? '') + '\\'.repeat(Math.floor(backslashes / 2));
      if (backslashes % 2 === 1) word += '"';
      else isQuoted = !isQuoted;
    } else if (!isQuoted && (token === ' ' || token === '\t')) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + token;
  }
  if (isQuoted) return { problem: 'No closing quotation' };
  return { words: word === undefined ? words : [...words, word] };
}

function windowsWord(word: string): string {
  const escaped = word.replace(/(\\*)"/g, '$1$1\\"');
  return word === '' || /[ \t]/.test(word) ? `"${escaped.replace(/\\+$/, '$&$&')}"` : escaped;
}
