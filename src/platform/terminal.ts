import { ReadStream } from 'node:tty';
import { writeSync } from 'node:fs';

import type { Terminal } from './io.ts';

/** Where nobody says how large the terminal is. */
const usual = { columns: 80, rows: 24 };

/** A screen of its own, so that the terminal is afterwards as it was; and pasted text marked as such. */
const enter = '\u001b[?1049h\u001b[?2004h';
const leave = '\u001b[?2004l\u001b[?1049l\u001b[?25h';

const deadly = { SIGTERM: 143, SIGHUP: 129 } as const;

/** The terminal of this process for typing on it key by key; undefined where stdin or stdout is none. */
export function openTerminal(): Terminal | undefined {
  const output = process.stdout;
  if (!process.stdin.isTTY || !output.isTTY) return undefined;
  const stdin = new ReadStream(0);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  const waiting: ('resized' | { readonly text: string } | 'ended')[] = [];
  let wake = (): void => undefined;
  const hand = (event: (typeof waiting)[number]) => {
    waiting.push(event);
    wake();
  };
  stdin.on('data', (chunk: string) => {
    hand({ text: chunk });
  });
  stdin.on('end', () => {
    hand('ended');
  });
  const resized = () => {
    hand('resized');
  };
  output.on('resize', resized);
  const close = () => {
    output.off('resize', resized);
    process.off('SIGTERM', die).off('SIGHUP', die);
    stdin.setRawMode(false);
    stdin.destroy();
    writeSync(1, leave);
  };
  const die = (signal: keyof typeof deadly) => {
    close();
    process.exit(deadly[signal]);
  };
  process.on('SIGTERM', die).on('SIGHUP', die);
  writeSync(1, enter);
  return {
    size: () => ({ columns: output.columns || usual.columns, rows: output.rows || usual.rows }),
    write: (text) => {
      writeSync(1, text);
    },
    async *input() {
      for (;;) {
        const event = waiting.shift();
        if (event === 'ended') return;
        if (event !== undefined) yield event;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    close,
  };
}
