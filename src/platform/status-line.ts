import fs from 'node:fs';

import { restoreAtEnd } from './interruption.ts';
import { widthWithoutTerminal, type StatusLine } from './io.ts';

/** Moves to the start of the line and erases it. */
const erase = '\r\u001b[K';

/**
 * The last line of a terminal on stderr. It makes room for messages and questions, and is erased however the run ends.
 */
export class TerminalStatusLine implements StatusLine {
  readonly #columns: () => number;
  #text = '';
  #isDrawn = false;
  #pauses = 0;
  #erasesAtEnd = false;

  /** @param columns returns the width of the terminal; 0 if it is unknown */
  constructor(columns: () => number) {
    this.#columns = columns;
  }

  show(text: string): void {
    this.#text = text;
    this.draw();
  }

  clear(): void {
    this.#text = '';
    this.hide();
  }

  /** Erases the line before a message. */
  hide(): void {
    if (this.#isDrawn) draw(erase);
    this.#isDrawn = false;
  }

  /** Draws the line again after a message. */
  draw(): void {
    if (this.#text === '' || this.#pauses > 0) return;
    if (!this.#erasesAtEnd) {
      restoreAtEnd(() => {
        this.hide();
      });
    }
    this.#erasesAtEnd = true;
    const width = this.#columns() || widthWithoutTerminal;
    this.#isDrawn = true;
    draw(erase + (this.#text.length < width ? this.#text : `${this.#text.slice(0, width - 4)}...`));
  }

  /** Keeps the line away while something else uses the terminal, such as a question. */
  async pauseDuring<T>(work: () => Promise<T>): Promise<T> {
    this.hide();
    this.#pauses++;
    try {
      return await work();
    } finally {
      this.#pauses--;
      this.draw();
    }
  }
}

function draw(text: string): void {
  try {
    fs.writeSync(2, text);
  } catch {
    // Without the line, the run goes on.
  }
}
