import { Chalk, type ChalkInstance } from 'chalk';

import type { TableColor, TablePaint } from './table/paint.ts';

/** Styles that are always on, because the caller decides whether the output has colors. */
export const chalk = new Chalk({ level: 1 });

/** Resets all styles. The AWS CLI ends styles with it, whereas chalk ends each style separately. */
const fullReset = openingOf(chalk.reset);

const cellColors: Readonly<Record<TableColor, ChalkInstance>> = {
  green: chalk.green,
  yellow: chalk.yellow,
  red: chalk.red,
  magenta: chalk.magenta,
  'white on red': chalk.white.bgRed,
};

/**
 * Returns the colors of the AWS CLI's tables.
 *
 * @param resets whether a reset follows every piece of text, as in the AWS CLI without a pager
 */
export function coloredPaint(resets: boolean): TablePaint {
  return {
    cell: (text, color) => withFullReset(color === undefined ? chalk.bold.blue : cellColors[color])(text),
    outerBorder: withFullReset(chalk.dim.yellow),
    piece: (text) => (resets ? `${text}${fullReset}` : text),
  };
}

/** Colors a usage text as Python's argparse does. */
export function coloredUsage(usage: string): string {
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
