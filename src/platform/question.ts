import { createInterface } from 'node:readline/promises';

import type { OutputStream } from './io.ts';

/** Asks a question on stderr, so that stdout has only the result, and returns a line of standard input. */
export async function ask(question: string, stderr: OutputStream, signal: AbortSignal): Promise<string> {
  const terminal = createInterface({ input: process.stdin, terminal: false, signal });
  try {
    await stderr.write(question);
    for await (const line of terminal) return line;
    return '';
  } finally {
    terminal.close();
  }
}
