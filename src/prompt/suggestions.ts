import { candidatesAt, optionsFor, placeAfter, type Candidate, type Place } from '../completion/candidates.ts';
import { memberFor } from '../command-line/operation-options.ts';
import { optionTexts } from '../help/pages.ts';
import type { Io } from '../platform/io.ts';
import { splitWords } from '../python/shlex.ts';
import { textBefore, type Line } from './line.ts';

/** What may be put in where the cursor is. */
export interface Suggestions {
  readonly candidates: readonly Candidate[];
  /** The start of the word at the cursor, as it was typed. */
  readonly current: string;
}

/** The words before the cursor, without the program's name, and the one that the cursor is in. */
export function wordsBefore(line: Line): { readonly words: readonly string[]; readonly current: string } {
  const before = textBefore(line);
  const current = /\S*$/.exec(before)?.[0] ?? '';
  const whole = before.slice(0, before.length - current.length);
  return { words: (splitWords(whole) ?? whole.split(/\s+/).filter(Boolean)).slice(1), current };
}

/** What fits the word at the cursor, best first: what starts with it, what contains it, what has its letters in this order. */
export function suggest(line: Line, io: Io): Suggestions {
  const { words, current } = wordsBefore(line);
  const all = candidatesAt(placeAfter(words), current, io);
  const ranked = all.flatMap((candidate) => {
    const rank = rankOf(candidate.text, current);
    return rank === undefined ? [] : [{ candidate, rank }];
  });
  return { candidates: ranked.sort((a, b) => a.rank - b.rank).map(({ candidate }) => candidate), current };
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

/** What the help panel says of a candidate. */
export function helpOf(candidate: Candidate | undefined, place: Place): string[] {
  if (candidate === undefined)
    return place.operation === undefined ? ['Type a command, or choose one from the list.'] : [place.operation.help];
  const option = optionsFor(place.operation).find(({ name }) => `--${name}` === candidate.text);
  if (option === undefined) return [candidate.help ?? ''];
  return optionTexts(option, place.operation === undefined ? undefined : memberFor(option, place.operation));
}
