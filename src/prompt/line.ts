/** An editable line: its letters (grapheme clusters), and the index of the letter at the cursor. */
export interface Line {
  readonly letters: readonly string[];
  readonly cursor: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export function lettersOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

export function lineOf(text: string): Line {
  const letters = lettersOf(text);
  return { letters, cursor: letters.length };
}

export function textOf({ letters }: Line): string {
  return letters.join('');
}

export function textBefore({ letters, cursor }: Line): string {
  return letters.slice(0, cursor).join('');
}

/** Inserts a text at the cursor. Control characters, such as a pasted line break, become a space. */
export function insert({ letters, cursor }: Line, text: string): Line {
  const before = lettersOf(letters.slice(0, cursor).join('') + text.replace(/[\0-\u001f\u007f-\u009f]+/g, ' '));
  return { letters: [...before, ...letters.slice(cursor)], cursor: before.length };
}

export type Edit =
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'word left'
  | 'word right'
  | 'backspace'
  | 'delete'
  | 'erase word'
  | 'erase to start'
  | 'erase to end';

export function edit(line: Line, how: Edit): Line {
  const { letters, cursor } = line;
  const move = (to: number): Line => ({ letters, cursor: Math.max(0, Math.min(to, letters.length)) });
  const erase = (from: number, to: number): Line => ({
    letters: [...letters.slice(0, Math.max(0, from)), ...letters.slice(to)],
    cursor: Math.max(0, from),
  });
  switch (how) {
    case 'left':
      return move(cursor - 1);
    case 'right':
      return move(cursor + 1);
    case 'home':
      return move(0);
    case 'end':
      return move(letters.length);
    case 'word left':
      return move(wordStart(line));
    case 'word right':
      return move(wordEnd(line));
    case 'backspace':
      return cursor === 0 ? line : erase(cursor - 1, cursor);
    case 'delete':
      return erase(cursor, cursor + 1);
    case 'erase word':
      return erase(wordStart(line), cursor);
    case 'erase to start':
      return erase(0, cursor);
    case 'erase to end':
      return erase(cursor, letters.length);
  }
}

const isSpace = (letter: string | undefined) => letter === undefined || /^\s/.test(letter);

function wordStart({ letters, cursor }: Line): number {
  let at = cursor;
  while (at > 0 && isSpace(letters[at - 1])) at--;
  while (at > 0 && !isSpace(letters[at - 1])) at--;
  return at;
}

function wordEnd({ letters, cursor }: Line): number {
  let at = cursor;
  while (at < letters.length && isSpace(letters[at])) at++;
  while (at < letters.length && !isSpace(letters[at])) at++;
  return at;
}
