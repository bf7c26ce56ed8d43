import type { BuiltinCommand } from '../model/builtin-commands.ts';
import type { Operation } from '../model/shapes.ts';
import { showText } from '../output/pager.ts';
import type { Io } from '../platform/io.ts';
import { parseInteger } from '../python/integers.ts';
import { pagerForHelp } from '../settings/pager-command.ts';
import type { Page } from './page.ts';
import { operationPage, builtinCommandPage, toolPage } from './pages.ts';
import { terminalText } from './terminal-text.ts';

/** The maximum length of a line on a terminal, because longer lines are hard to read. */
const maxWidthOnTerminal = 100;
const widthWithoutColumns = 80;

/**
 * Shows the page of a command or of the tool: on a terminal, in the pager and with headings in bold; otherwise, as
 * plain text. If the pager cannot be started, the page is printed.
 */
export async function showHelp(
  command: Operation | BuiltinCommand | undefined,
  { usePager }: { readonly usePager: boolean },
  io: Io,
): Promise<void> {
  const isBold = io.stdout.isTerminal && io.environment['TERM'] !== 'dumb';
  const bold = isBold ? (await import('../output/colors.ts')).chalk.bold : undefined;
  const text = terminalText(pageOf(command), width(io), bold);
  await showText(text, usePager ? pagerForHelp(io) : undefined, io);
}

function pageOf(command: Operation | BuiltinCommand | undefined): Page {
  if (command === undefined) return toolPage();
  return 'input' in command ? operationPage(command) : builtinCommandPage(command);
}

/** Returns the line length. In a pipe, COLUMNS sets it, as for `man`. */
function width({ stdout, environment }: Io): number {
  if (stdout.columns !== undefined) return Math.min(stdout.columns, maxWidthOnTerminal);
  const columns = parseInteger(environment['COLUMNS']);
  return columns !== undefined && columns > 0 ? columns : widthWithoutColumns;
}
