import type { Io } from '../platform/io.ts';
import { candidatesAt, type Candidate } from './candidates.ts';
import { placeAfter } from './place.ts';
import { escaped, readShellLine } from './shell-line.ts';

/**
 * The candidates for the word at the cursor, one to a line, as the completion script of a shell takes them.
 *
 * @param words for bash the line up to the cursor, and the characters at which bash divides words; for the other shells
 *   the words up to the cursor, without quoting and without the program's name
 */
export function completionLines(shell: string, words: readonly string[], io: Io): string {
  const lines = shell === 'bash' ? bashLines(words[0] ?? '', words[1] ?? '', io) : describedLines(words, io);
  return lines.map((line) => `${line}\n`).join('');
}

/** For zsh and fish, which quote by themselves: the text, a tab, and the help. */
function describedLines(words: readonly string[], io: Io): string[] {
  return matching(words.slice(0, -1), words.at(-1) ?? '', io).map(({ text, help = '', required }) => {
    return `${text}\t${required === true ? `Required. ${help}` : help}`;
  });
}

/** bash replaces the typed text by the line, as it is. */
function bashLines(line: string, breaks: string, io: Io): string[] {
  const { words, current, typed, quote } = readShellLine(line, breaks);
  return matching(words.slice(1), current, io).map(({ text }) => typed + escaped(text.slice(current.length), quote));
}

function matching(words: readonly string[], current: string, io: Io): Candidate[] {
  return candidatesAt(placeAfter(words, io), current, io).filter(({ text }) => text.startsWith(current));
}
