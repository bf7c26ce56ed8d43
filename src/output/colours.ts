import { Chalk } from 'chalk';

import type { TablePaint } from './paint.ts';

const chalk = new Chalk({ level: 1 });
const reset = '\u001b[0m';

/** A style's opening codes; the AWS CLI ends every style with a full reset, where chalk would end it alone. */
function opening(style: (text: string) => string): string {
  return style(' ').split(' ')[0] ?? '';
}

const cell = opening(chalk.bold.blue);
const indentation = opening(chalk.dim.yellow);

/**
 * The colours of the AWS CLI's tables.
 *
 * @param resets whether a reset follows every piece of text that is written
 */
export function colouredPaint(resets: boolean): TablePaint {
  return {
    cell: (text) => `${cell}${text}${reset}`,
    indentation: (text) => `${indentation}${text}${reset}`,
    write: (text) => (resets ? `${text}${reset}` : text),
  };
}
