import type { Io } from '../platform/io.ts';
import { splitWords } from '../python/shlex.ts';
import { candidatesAt, placeAfter, type Candidate } from './candidates.ts';

/**
 * Answers a shell that asks how a command line may go on: one candidate to a line, in zsh and fish with what it means
 * after a tab.
 *
 * @param asked after the shell's name: bash gives the line up to the cursor and the characters that it breaks words at;
 * the others give the words without the program's name, the last one being the one to complete
 */
export function completionAnswer(shell: string, asked: readonly string[], io: Io): string {
  const { words, current, dropped } =
    shell === 'bash'
      ? bashLine(asked[0] ?? '', asked[1] ?? '')
      : { words: asked.slice(0, -1), current: asked.at(-1) ?? '', dropped: 0 };
  const found = candidatesAt(placeAfter(words), current, io).filter(({ text }) => text.startsWith(current));
  return found
    .map((candidate) => `${shell === 'bash' ? candidate.text.slice(dropped) : described(candidate)}\n`)
    .join('');
}

function described({ text, help, required }: Candidate): string {
  return `${text}\t${required === true ? 'Required. ' : ''}${help ?? ''}`;
}

/** bash completes what follows the last of its own word breaks, so that only this part may be answered. */
function bashLine(
  line: string,
  breaks: string,
): { readonly words: readonly string[]; readonly current: string; readonly dropped: number } {
  // A quote may be open still.
  const split = splitWords(`${line}x`) ?? splitWords(`${line}x"`) ?? splitWords(`${line}x'`) ?? [];
  const current = (split.at(-1) ?? 'x').slice(0, -1);
  const ends = [':', '='].filter((letter) => breaks.includes(letter)).map((letter) => current.lastIndexOf(letter) + 1);
  return { words: split.slice(1, -1), current, dropped: Math.max(0, ...ends) };
}
