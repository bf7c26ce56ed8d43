import type { Io } from '../platform/io.ts';

/**
 * Returns whether to print in color: by default on a terminal, unless NO_COLOR is set.
 *
 * @param color the value of --color
 */
export function hasColors(color: string | undefined, { stdout, environment }: Io): boolean {
  return color === 'on' || (color !== 'off' && stdout.isTerminal && !environment['NO_COLOR']);
}
