import type { Io, Trace } from './io.ts';

/** A name and a password in a URL, wherever it stands. */
const userInUrl = /\/\/[^\s/@"]+@/g;

/** The debug log on stderr: dated lines in the AWS CLI's form, with the milliseconds since the one before. */
export function traceTo({ stderr, now }: Pick<Io, 'stderr' | 'now'>): Trace {
  let before = now().getTime();
  return (part, message) => {
    const time = now();
    const elapsed = time.getTime() - before;
    before = time.getTime();
    const stamp = time.toISOString().replace('T', ' ').replace('Z', '').replace('.', ',');
    // Whoever listens on stderr may be gone; the log is not worth failing for.
    void stderr
      .write(`${stamp} - ecr.${part} - DEBUG - (+${String(elapsed)} ms) ${message.replace(userInUrl, '//***@')}\n`)
      .catch(() => undefined);
  };
}
