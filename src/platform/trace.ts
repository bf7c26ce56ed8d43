import type { Io, Trace } from './io.ts';
import { maskedText } from './masks.ts';

/**
 * Returns a debug log on stderr, in the AWS CLI's format with the milliseconds since the previous line.
 *
 * @param visible escapes control characters, for a terminal
 */
export function traceTo({ stderr, now }: Pick<Io, 'stderr' | 'now'>, visible: (text: string) => string): Trace {
  const shown = (message: string) => (stderr.isTerminal ? visible(maskedText(message)) : maskedText(message));
  let previous = now().getTime();
  return (part, message) => {
    const time = now();
    const elapsed = time.getTime() - previous;
    previous = time.getTime();
    const stamp = time.toISOString().replace('T', ' ').replace('Z', '').replace('.', ',');
    void stderr.write(`${stamp} - ecr.${part} - DEBUG - (+${String(elapsed)} ms) ${shown(message)}\n`);
  };
}
