import { isWindows, type Runtime } from '../platform/io.ts';
import { quotedWord, splitText, type SplitText } from './shlex.ts';

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
