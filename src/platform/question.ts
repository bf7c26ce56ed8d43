import { createInterface } from 'node:readline/promises';

/** Asks a question on the terminal: on stderr, so that stdout has the result alone. */
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
