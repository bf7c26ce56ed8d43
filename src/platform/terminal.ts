import { ReadStream } from 'node:tty';
import { writeSync } from 'node:fs';

import type { Terminal } from './io.ts';

/** The assumed size of a terminal that does not report one. */
const defaultSize = { columns: 80, rows: 24 };

/**
 * Turns on the alternate screen, which leaves the main screen unchanged, and bracketed paste. (xterm control sequences)
 */
const enter = '\u001b[?1049h\u001b[?2004h';
const leave = '\u001b[?2004l\u001b[?1049l\u001b[?25h';

/** Signals that end the process, with the exit codes of shells: 128 plus the number of the signal. */
const exitCodes = { SIGTERM: 143, SIGHUP: 129 } as const;

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
  stdin.on('end', () => {
    enqueue('ended');
  });
  const resized = () => {
    enqueue('resized');
  };
  output.on('resize', resized);
  const close = () => {
    output.off('resize', resized);
    process.off('SIGTERM', exit).off('SIGHUP', exit);
    stdin.setRawMode(false);
    stdin.destroy();
    writeSync(1, leave);
  };
  const exit = (signal: keyof typeof exitCodes) => {
    close();
    process.exit(exitCodes[signal]);
  };
  process.on('SIGTERM', exit).on('SIGHUP', exit);
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
