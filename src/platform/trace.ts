import type { Io, Trace } from './io.ts';

/** The user name and password in a URL. */
const userInUrl = /\/\/[^\s/@"]+@/g;

/** Returns a debug log on stderr, in the AWS CLI's format with the milliseconds since the previous line. */
export function traceTo({ stderr, now }: Pick<Io, 'stderr' | 'now'>): Trace {
  let previous = now().getTime();
  return (part, message) => {
    const time = now();
    const elapsed = time.getTime() - previous;
    previous = time.getTime();
    const stamp = time.toISOString().replace('T', ' ').replace('Z', '').replace('.', ',');
    void stderr.write(
      `${stamp} - ecr.${part} - DEBUG - (+${String(elapsed)} ms) ${message.replace(userInUrl, '//***@')}\n`,
    );
  };
}
