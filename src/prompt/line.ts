/** An editable line: its graphemes, and the index of the grapheme at the cursor. */
export interface Line {
  readonly graphemes: readonly string[];
  readonly cursor: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export function graphemesOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

export function lineOf(text: string): Line {
  const graphemes = graphemesOf(text);
  return { graphemes, cursor: graphemes.length };
}

export function textOf({ graphemes }: Line): string {
  return graphemes.join('');
}

export function textBefore({ graphemes, cursor }: Line): string {
  return graphemes.slice(0, cursor).join('');
}

/** Inserts a text at the cursor. Control characters, such as a pasted line break, become a space. */
export function insert({ graphemes, cursor }: Line, text: string): Line {
  const before = graphemesOf(graphemes.slice(0, cursor).join('') + text.replace(/[\0-\u001f\u007f-\u009f]+/g, ' '));
  return { graphemes: [...before, ...graphemes.slice(cursor)], cursor: before.length };
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
  const { graphemes, cursor } = line;
  const move = (to: number): Line => ({ graphemes, cursor: Math.max(0, Math.min(to, graphemes.length)) });
  const erase = (from: number, to: number): Line => ({
    graphemes: [...graphemes.slice(0, Math.max(0, from)), ...graphemes.slice(to)],
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
      return move(graphemes.length);
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
      return erase(cursor, graphemes.length);
  }
}

const isSpace = (grapheme: string | undefined) => grapheme === undefined || /^\s/.test(grapheme);

function wordStart({ graphemes, cursor }: Line): number {
  let at = cursor;
  while (at > 0 && isSpace(graphemes[at - 1])) at--;
  while (at > 0 && !isSpace(graphemes[at - 1])) at--;
  return at;
}

function wordEnd({ graphemes, cursor }: Line): number {
  let at = cursor;
  while (at < graphemes.length && isSpace(graphemes[at])) at++;
  while (at < graphemes.length && !isSpace(graphemes[at])) at++;
  return at;
}
