import { widthWithoutTerminal, type Io } from '../platform/io.ts';
import type { ErrorLook } from './error-text.ts';

/**
 * Returns the appearance of errors on stderr.
 *
 * @param color the value of --color
 */
export function errorLook(color: string | undefined, io: Io): ErrorLook {
  const { isTerminal, columns } = io.stdout;
  const mayColour = isTerminal && !io.environment['NO_COLOR'];
  return {
    colouredUsage: mayColour && io.environment['TERM'] !== 'dumb',
    colouredTable: color === 'on' || (color !== 'off' && mayColour),
    width: columns ?? widthWithoutTerminal,
  };
}
