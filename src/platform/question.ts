import { createInterface } from 'node:readline/promises';

/** Asks a question on stderr, so that stdout has only the result, and returns a line of standard input. */
export async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  try {
    process.stderr.write(question);
    for await (const line of terminal) return line;
    return '';
  } finally {
    terminal.close();
  }
}
