import type { Edit } from './line.ts';

/** The action of a key. */
export type Key =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'edit'; readonly how: Edit }
  | { readonly kind: 'up' | 'down' | 'take' | 'enter' | 'undo' | 'escape' | 'leave' | 'help' | 'output' };

const edit = (how: Edit): Key => ({ kind: 'edit', how });

/** The sequences that terminals send for special keys (xterm), and the control keys of readline. */
const sequences: Readonly<Record<string, Key>> = {
  '\u001b[A': { kind: 'up' },
  '\u001bOA': { kind: 'up' },
  '\u0010': { kind: 'up' },
  '\u001b[B': { kind: 'down' },
  '\u001bOB': { kind: 'down' },
  '\u000e': { kind: 'down' },
  '\u001b[C': edit('right'),
  '\u001bOC': edit('right'),
  '\u0006': edit('right'),
  '\u001b[D': edit('left'),
  '\u001bOD': edit('left'),
  '\u0002': edit('left'),
  '\u001b[H': edit('home'),
  '\u001bOH': edit('home'),
  '\u001b[1~': edit('home'),
  '\u0001': edit('home'),
  '\u001b[F': edit('end'),
  '\u001bOF': edit('end'),
  '\u001b[4~': edit('end'),
  '\u0005': edit('end'),
  '\u001b[1;5D': edit('word left'),
  '\u001bb': edit('word left'),
  '\u001b[1;5C': edit('word right'),
  '\u001bf': edit('word right'),
  '\u007f': edit('backspace'),
  '\b': edit('backspace'),
  '\u001b[3~': edit('delete'),
  '\u0017': edit('erase word'),
  '\u0015': edit('erase to start'),
  '\u000b': edit('erase to end'),
  '\t': { kind: 'take' },
  '\u001b[Z': { kind: 'up' },
  '\r': { kind: 'enter' },
  '\n': { kind: 'enter' },
  '\u001a': { kind: 'undo' },
  '\u001f': { kind: 'undo' },
  '\u001b': { kind: 'escape' },
  '\u0003': { kind: 'leave' },
  '\u0004': { kind: 'leave' },
  '\u001bOR': { kind: 'help' },
  '\u001b[13~': { kind: 'help' },
  '\u001b[15~': { kind: 'output' },
};

const pasteStart = '\u001b[200~';
const pasteEnd = '\u001b[201~';

/** Parses the input of a terminal into keys. An incomplete sequence waits for the next chunk. */
export class KeyReader {
  #waiting = '';

  read(chunk: string): Key[] {
    let rest = this.#waiting + chunk;
    this.#waiting = '';
    const keys: Key[] = [];
    while (rest !== '') {
      if (rest.startsWith(pasteStart)) {
        const end = rest.indexOf(pasteEnd);
        if (end < 0) {
          this.#waiting = rest;
          return keys;
        }
        keys.push({ kind: 'text', text: rest.slice(pasteStart.length, end) });
        rest = rest.slice(end + pasteEnd.length);
        continue;
      }
      const sequence = /^\u001b(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z]|[a-z])?|^[\0-\u001f\u007f]/.exec(rest)?.[0];
      if (sequence === undefined) {
        const text = /^[^\0-\u001f\u007f]+/.exec(rest)?.[0] ?? rest;
        keys.push({ kind: 'text', text });
        rest = rest.slice(text.length);
        continue;
      }
      if (/^\u001b\[[0-9;]*$/.test(rest)) {
        this.#waiting = rest;
        return keys;
      }
      const key = sequences[sequence];
      if (key !== undefined) keys.push(key);
      rest = rest.slice(sequence.length);
    }
    return keys;
  }
}
