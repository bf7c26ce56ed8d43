import type { Io } from '../platform/io.ts';

/**
 * Returns whether to print in colour: by default on a terminal, unless NO_COLOR is set.
 *
 * @param color the value of --color
 */
export function hasColours(color: string | undefined, { stdout, environment }: Io): boolean {
  return color === 'on' || (color !== 'off' && stdout.isTerminal && !environment['NO_COLOR']);
}
