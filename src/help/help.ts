import type { Io } from '../platform/io.ts';
import type { OwnCommand } from '../model/own-commands.ts';
import type { Operation } from '../model/shapes.ts';
import { showText } from '../output/pager.ts';
import { parseInteger } from '../python/int.ts';
import { pagerForHelp } from '../settings/pager-command.ts';
import type { Page } from './page.ts';
import { operationPage, ownCommandPage, toolPage } from './pages.ts';
import { terminalText } from './terminal-text.ts';

/** Lines on a terminal are no longer than this, however wide it is: longer ones are hard to read. */
const widestOnTerminal = 100;
const widthWithoutColumns = 80;

/**
 * Shows the page of a command, or of the tool: on a terminal through the pager, with headings in bold, else as plain
 * text. It is printed also where the pager cannot be started.
 */
export async function showHelp(
  command: Operation | OwnCommand | undefined,
  { usePager }: { readonly usePager: boolean },
  io: Io,
): Promise<void> {
  const isBold = io.stdout.isTerminal && io.environment['TERM'] !== 'dumb';
  const bold = isBold ? (await import('../output/colours.ts')).chalk.bold : undefined;
  const text = terminalText(pageOf(command), width(io), bold);
  await showText(text, usePager ? pagerForHelp(io) : undefined, io);
}

function pageOf(command: Operation | OwnCommand | undefined): Page {
  if (command === undefined) return toolPage();
  return 'input' in command ? operationPage(command) : ownCommandPage(command);
}

/** In a pipe the width is what COLUMNS says, as for `man`. */
function width({ stdout, environment }: Io): number {
  if (stdout.columns !== undefined) return Math.min(stdout.columns, widestOnTerminal);
  const columns = parseInteger(environment['COLUMNS']);
  return columns !== undefined && columns > 0 ? columns : widthWithoutColumns;
}
