import { ReadStream } from 'node:tty';
import { writeSync } from 'node:fs';

import { restoreAtEnd } from './interruption.ts';
import type { Terminal } from './io.ts';

/** The assumed size of a terminal that does not report one. */
const defaultSize = { columns: 80, rows: 24 };

/**
 * Turns on the alternate screen, which leaves the main screen unchanged, and bracketed paste. (xterm control sequences)
 */
const enter = '\u001b[?1049h\u001b[?2004h';
const leave = '\u001b[?2004l\u001b[?1049l\u001b[?25h';

/** Opens the terminal of this process in raw mode; returns undefined if stdin or stdout is not a terminal. */
export function openTerminal(): Terminal | undefined {
  const output = process.stdout;
  if (!process.stdin.isTTY || !output.isTTY) return undefined;
  const stdin = new ReadStream(0);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  const waiting: ('resized' | { readonly text: string } | 'ended')[] = [];
  let wake = (): void => undefined;
  const enqueue = (event: (typeof waiting)[number]) => {
    waiting.push(event);
    wake();
  };
  stdin.on('data', (chunk: string) => {
    enqueue({ text: chunk });
  });
  const ended = () => {
    enqueue('ended');
  };
  stdin.on('end', ended).on('error', ended);
  const resized = () => {
    enqueue('resized');
  };
  output.on('resize', resized);
  const close = restoreAtEnd(() => {
    output.off('resize', resized);
    stdin.setRawMode(false);
    stdin.destroy();
    writeSync(1, leave);
  });
  writeSync(1, enter);
  return {
    size: () => ({ columns: output.columns || defaultSize.columns, rows: output.rows || defaultSize.rows }),
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
