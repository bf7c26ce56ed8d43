import { widthWithoutTerminal, type Io } from '../platform/io.ts';
import { hasColours } from './colour-choice.ts';
import type { ErrorLook } from './error-text.ts';

/**
 * Returns the appearance of errors on stderr.
 *
 * @param color the value of --color
 */
export function errorLook(color: string | undefined, io: Io): ErrorLook {
  return {
    // Python's argparse colours the usage text, whatever --color says.
    colouredUsage: hasColours('auto', io) && io.environment['TERM'] !== 'dumb',
    colouredTable: hasColours(color, io),
    isTerminal: io.stderr.isTerminal,
    width: io.stdout.columns ?? widthWithoutTerminal,
  };
}
