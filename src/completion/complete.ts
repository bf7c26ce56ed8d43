import type { Io } from '../platform/io.ts';
import { candidatesAt } from './candidates.ts';
import type { Candidate } from './value-candidates.ts';
import { contextAfter } from './cursor-context.ts';
import { escaped, readShellLine } from './shell-line.ts';

/**
 * Returns the candidates for the word at the cursor, one per line, in the format of the shell's completion script.
 *
 * @param words for bash, the line up to the cursor, and the characters at which bash splits words; for other shells,
 *   the unquoted words up to the cursor, without the program name
 */
export function completionLines(shell: string, words: readonly string[], io: Io): string {
  const lines = shell === 'bash' ? bashLines(words[0] ?? '', words[1] ?? '', io) : describedLines(words, io);
  return lines.map((line) => `${line}\n`).join('');
}

/** Returns the lines for zsh and fish, which quote the text themselves: the text, a tab and the help. */
function describedLines(words: readonly string[], io: Io): string[] {
  return matching(words.slice(0, -1), words.at(-1) ?? '', io).map(({ text, help = '', required }) => {
    return `${text}\t${required === true ? `Required. ${help}` : help}`;
  });
}

/** Returns the lines for bash, which replaces the typed text with a line unchanged. */
function bashLines(line: string, breaks: string, io: Io): string[] {
  const { words, current, typed, quote } = readShellLine(line, breaks);
  return matching(words.slice(1), current, io).map(({ text }) => typed + escaped(text.slice(current.length), quote));
}

function matching(words: readonly string[], current: string, io: Io): Candidate[] {
  return candidatesAt(contextAfter(words, io), current, io).filter(({ text }) => text.startsWith(current));
}
