import type { Candidate } from '../completion/value-candidates.ts';
import type { Io } from '../platform/io.ts';
import type { Key } from './keys.ts';
import { quotedWord } from '../python/shlex.ts';
import { edit, insert, lineOf, textBefore, textOf, type Line } from './line.ts';
import { hintFor, suggest, wordsBefore } from './suggestions.ts';

/** The state of the prompt. Each key creates a new state. */
export interface PromptState {
  readonly line: Line;
  /** The candidates for the word at the cursor. */
  readonly suggestions: readonly Candidate[];
  /** Help for the option whose value is at the cursor. */
  readonly hint: readonly string[];
  /** The index of the selected suggestion; undefined if none is selected. */
  readonly chosen: number | undefined;
  readonly panel: 'none' | 'help' | 'output';
  readonly undo: readonly Line[];
  readonly history: readonly string[];
  /** The position of the line in the history, counted from the end; 0 for the line that is being typed. */
  readonly back: number;
  /** The line that was being typed before the history was opened. */
  readonly draft: Line;
}

export type Outcome =
  | { readonly kind: 'continue'; readonly state: PromptState }
  | { readonly kind: 'run'; readonly text: string }
  | { readonly kind: 'cancel' };

export function firstState(typed: string, history: readonly string[], io: Io): PromptState {
  const line = lineOf(typed);
  return {
    line,
    ...atCursor(line, io),
    chosen: undefined,
    panel: 'none',
    undo: [],
    history,
    back: 0,
    draft: line,
  };
}

function atCursor(line: Line, io: Io): Pick<PromptState, 'suggestions' | 'hint'> {
  return { suggestions: suggest(line, io), hint: hintFor(line, io) };
}

export function press(state: PromptState, key: Key, io: Io): Outcome {
  const on = (next: Partial<PromptState>): Outcome => ({ kind: 'continue', state: { ...state, ...next } });
  const withLine = (line: Line, undo: readonly Line[] = [...state.undo, state.line]): Outcome =>
    on({ line, ...atCursor(line, io), chosen: undefined, undo });
  const count = state.suggestions.length;
  switch (key.kind) {
    case 'text':
      return withLine(insert(state.line, key.text));
    case 'edit': {
      const line = edit(state.line, key.how);
      return withLine(line, line.graphemes === state.line.graphemes ? state.undo : [...state.undo, state.line]);
    }
    case 'down':
      if (state.back > 0) return recall(state, state.back - 1, io);
      return count === 0 ? on({}) : on({ chosen: state.chosen === undefined ? 0 : (state.chosen + 1) % count });
    case 'up':
      if (state.chosen === undefined) return recall(state, state.back + 1, io);
      return on({ chosen: state.chosen === 0 ? undefined : state.chosen - 1 });
    case 'take':
      return count === 0 ? on({}) : withLine(withSuggestion(state, state.chosen ?? 0));
    case 'enter':
      return state.chosen === undefined
        ? { kind: 'run', text: textOf(state.line) }
        : withLine(withSuggestion(state, state.chosen));
    case 'undo': {
      const before = state.undo.at(-1);
      return before === undefined ? on({}) : withLine(before, state.undo.slice(0, -1));
    }
    case 'escape':
      return on({ chosen: undefined, panel: 'none' });
    case 'help':
      return on({ panel: state.panel === 'help' ? 'none' : 'help' });
    case 'output':
      return on({ panel: state.panel === 'output' ? 'none' : 'output' });
    case 'leave':
      return { kind: 'cancel' };
  }
}

/** Replaces the word at the cursor with a suggestion, quoted as a shell requires. */
function withSuggestion({ line, suggestions }: PromptState, index: number): Line {
  const candidate = suggestions[index];
  if (candidate === undefined) return line;
  const typed = lineOf(textBefore(line).slice(wordsBefore(line).start));
  const start = line.cursor - typed.graphemes.length;
  const without: Line = {
    graphemes: [...line.graphemes.slice(0, start), ...line.graphemes.slice(line.cursor)],
    cursor: start,
  };
  const word = quotedWord(candidate.text);
  return insert(without, candidate.unfinished === true ? word : `${word} `);
}

/** Recalls a command line of the history. @param back its position from the end; 0 for the line that was being typed */
function recall(state: PromptState, back: number, io: Io): Outcome {
  const earlier = back === 0 ? undefined : state.history.at(-back);
  if (back !== 0 && earlier === undefined) return { kind: 'continue', state };
  const line = earlier === undefined ? state.draft : lineOf(earlier);
  return {
    kind: 'continue',
    state: {
      ...state,
      line,
      ...atCursor(line, io),
      chosen: undefined,
      back,
      draft: state.back === 0 ? state.line : state.draft,
      undo: [...state.undo, state.line],
    },
  };
}
