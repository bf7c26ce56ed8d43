import { candidatesAt } from '../completion/candidates.ts';
import type { Candidate } from '../completion/value-candidates.ts';
import { optionsAt, contextAfter, type CursorContext } from '../completion/cursor-context.ts';
import { readShellLine, type ShellLine } from '../completion/shell-line.ts';
import { memberFor } from '../command-line/operation-options.ts';
import type { OptionDefinition } from '../model/options.ts';
import { optionTexts } from '../help/pages.ts';
import type { Io } from '../platform/io.ts';
import { textBefore, type Line } from './line.ts';

/** Returns the unquoted words before the cursor, without the program name, and the current word. */
export function wordsBefore(line: Line): Pick<ShellLine, 'words' | 'current' | 'start'> {
  const { words, current, start } = readShellLine(textBefore(line));
  return { words: words.slice(1), current, start };
}

/**
 * Returns the candidates that match the current word: those that begin with it, then those that contain it, then those
 * that contain its letters in order.
 */
export function suggest(line: Line, io: Io): Candidate[] {
  const { words, current } = wordsBefore(line);
  const all = candidatesAt(contextAfter(words, io), current, io);
  const ranked = all.flatMap((candidate) => {
    const rank = rankOf(candidate.text, current);
    return rank === undefined ? [] : [{ candidate, rank }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ candidate }) => candidate);
}

function rankOf(text: string, typed: string): number | undefined {
  const [whole, part] = [text.toLowerCase(), typed.toLowerCase().replace(/^-{1,2}(?=\w)/, '')];
  if (whole.startsWith(typed.toLowerCase())) return 0;
  if (whole.includes(part)) return 1;
  let at = -1;
  for (const letter of part) {
    at = whole.indexOf(letter, at + 1);
    if (at < 0) return undefined;
  }
  return 2;
}

/** Returns the help of the option whose value is at the cursor; nothing for any other word. */
export function hintFor(line: Line, io: Io): string[] {
  const context = contextAfter(wordsBefore(line).words, io);
  return context.option === undefined ? [] : textsOf(context.option, context);
}

/** Returns the text of the help panel: for a candidate, else for the option whose value is at the cursor. */
export function helpOf(candidate: Candidate | undefined, context: CursorContext): string[] {
  const command = context.operation ?? context.builtinCommand;
  if (candidate === undefined && context.option !== undefined) return textsOf(context.option, context);
  if (candidate === undefined) return [command?.help ?? 'Type a command, or choose one from the list.'];
  const option = optionsAt(context).find(({ name }) => `--${name}` === candidate.text);
  if (option === undefined) return [candidate.help ?? ''];
  return textsOf(option, context);
}

function textsOf(option: OptionDefinition, { operation }: CursorContext): string[] {
  return optionTexts(option, operation === undefined ? undefined : memberFor(option, operation));
}
