import stringWidth from 'string-width';

import type { Candidate } from '../completion/value-candidates.ts';
import { wrapped } from '../help/wrapping.ts';
import { chalk } from '../output/colors.ts';
import { graphemesOf, type Line } from './line.ts';
import type { PromptState } from './state.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The rows of the screen, and the position of the cursor. */
export interface Screen {
  readonly rows: readonly string[];
  readonly cursor: { readonly row: number; readonly column: number };
}

const lead = '> ';
const keys = ['Enter runs', 'Tab inserts', 'F3 help', 'F5 output', 'Esc closes', 'Ctrl-Z undoes', 'Ctrl-C leaves'];
/** With a highlighted suggestion, Enter inserts it. */
const keysInList = ['Enter inserts', 'Esc returns to the line', ...keys.slice(2, 4), ...keys.slice(5)];
const requiredMark = '* required';
const maxKeyRows = 3;
const maxTermWidth = 38;

/** Lays out the screen: the command line, the suggestions, the open panel and the keys. */
export function view(state: PromptState, panel: readonly string[], size: Size): Screen {
  const { rows: lineRows, cursor } = lineView(state.line, size.columns);
  const hasRequired = state.suggestions.some(({ required }) => required === true);
  const shownKeys = [...(hasRequired ? [requiredMark] : []), ...(state.chosen === undefined ? keys : keysInList)];
  const footer = wrapped(shownKeys.join(' · '), '', size.columns)
    .split('\n')
    .slice(0, maxKeyRows)
    .map((row) => chalk.dim(row));
  const room = Math.max(0, size.rows - lineRows.length - footer.length - 1);
  const shownPanel =
    state.panel === 'none'
      ? []
      : [chalk.dim('─'.repeat(size.columns)), ...panel.map((text) => cut(text, size.columns))].slice(
          0,
          Math.max(0, room - 3),
        );
  const list = listView(state, size.columns, Math.max(0, room - shownPanel.length));
  return { rows: [...lineRows, ...list, ...shownPanel, '', ...footer].slice(0, size.rows), cursor };
}

/** Splits the command line into rows, without splitting a wide grapheme. */
function lineView({ graphemes, cursor }: Line, columns: number): Screen {
  const rows: string[] = [];
  let row = lead;
  let width = lead.length;
  let at = { row: 0, column: width };
  for (const [index, grapheme] of [...graphemes, ''].entries()) {
    const needs = widthOf(grapheme);
    if (width + Math.max(needs, 1) > columns) {
      rows.push(row);
      row = '';
      width = 0;
    }
    if (index === cursor) at = { row: rows.length, column: width };
    row += grapheme;
    width += needs;
  }
  return { rows: [...rows, row], cursor: at };
}

/** Lays out the suggestions and, in the rows that are left, help for the value at the cursor. */
function listView({ suggestions, chosen, hint }: PromptState, columns: number, room: number): string[] {
  const start = Math.max(0, Math.min((chosen ?? 0) - Math.floor(room / 2), suggestions.length - room));
  const shown = suggestions.slice(start, start + room);
  const termWidth = Math.min(maxTermWidth, Math.max(...shown.map(({ text }) => textWidth(text))));
  return [
    ...shown.map((candidate, index) => entry(candidate, start + index === chosen, termWidth, columns)),
    ...hint.flatMap((text) => wrapped(text, '    ', columns).split('\n')).map((row) => chalk.dim(row)),
  ].slice(0, room);
}

function entry({ text, help, required }: Candidate, isChosen: boolean, termWidth: number, columns: number): string {
  const marked = `${isChosen ? '❯' : ' '} ${required === true ? '*' : ' '} ${text}`;
  const padded = marked + ' '.repeat(Math.max(0, termWidth + 4 - textWidth(marked)));
  const line = help === undefined ? padded.trimEnd() : `${padded}  ${help}`;
  const row = cut(line, columns);
  return isChosen ? chalk.inverse(row) : row;
}

/**
 * Truncates a text to the width of the screen, with an ellipsis in place of what is cut, and replaces control
 * characters with spaces.
 */
function cut(text: string, columns: number): string {
  const graphemes = graphemesOf(text.replace(/[\0-\u001f\u007f-\u009f]/g, ' '));
  if (textWidth(text) <= columns) return graphemes.join('');
  let row = '';
  let width = 0;
  for (const grapheme of graphemes) {
    width += widthOf(grapheme);
    if (width > columns - 1) break;
    row += grapheme;
  }
  return `${row.trimEnd()}…`;
}

function textWidth(text: string): number {
  return graphemesOf(text).reduce((sum, grapheme) => sum + widthOf(grapheme), 0);
}

/** Returns the width of a grapheme in columns: at most two, however many characters it consists of. */
function widthOf(grapheme: string): number {
  return Math.min(2, stringWidth(grapheme));
}
