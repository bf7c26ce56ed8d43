import { Chalk, type ChalkInstance } from 'chalk';

import type { TablePaint } from './table/paint.ts';

/** Styles that are always on: the caller decides whether the output has colours. */
export const chalk = new Chalk({ level: 1 });

/** Ends every style at once. The AWS CLI closes with it, where chalk ends each style by itself. */
const fullReset = openingOf(chalk.reset);

/**
 * The colours of the AWS CLI's tables.
 *
 * @param resets whether a reset follows every piece of text, as it does where the AWS CLI writes straight to stdout
 */
export function colouredPaint(resets: boolean): TablePaint {
  return {
    cell: withFullReset(chalk.bold.blue),
    outerBorder: withFullReset(chalk.dim.yellow),
    write: (text) => (resets ? `${text}${fullReset}` : text),
  };
}

/** Colours the usage text as Python's argparse does. */
export function colouredUsage(usage: string): string {
  const heading = withFullReset(chalk.bold.blue);
  const body = withFullReset(chalk.magenta);
  return usage.replace(/^(usage: )([^]*)$/, (_, first: string, rest: string) => heading(first) + body(rest));
}

function withFullReset(style: ChalkInstance): (text: string) => string {
  const opening = openingOf(style);
  return (text) => `${opening}${text}${fullReset}`;
}

function openingOf(style: ChalkInstance): string {
  return style(' ').split(' ')[0] ?? '';
}
