import type { Io } from '../platform/io.ts';
import type { OwnCommand } from '../model/own-commands.ts';
import type { Operation } from '../model/shapes.ts';
import { showText } from '../output/pager.ts';
import { valuesIfReadable } from '../settings/chosen-profile.ts';
import { pagerOf } from '../settings/pager-command.ts';
import type { Page } from './page.ts';
import { operationPage, ownCommandPage, toolPage } from './pages.ts';
import { terminalText } from './terminal-text.ts';

/** What a reader without a terminal gets. */
const plainWidth = 80;

/**
 * Shows the page of a command, or of the tool: on a terminal through the pager, with headings in bold, else as plain text.
 *
 * @param profile what --profile says, whose settings may name a pager
 * @throws ConfigurationError when the pager cannot be started
 */
export async function showHelp(
  command: Operation | OwnCommand | undefined,
  options: { readonly profile: string | undefined; readonly usePager: boolean },
  io: Io,
): Promise<void> {
  const { isTerminal, columns } = io.stdout;
  const page = pageOf(command);
  const marked = isTerminal && io.environment['TERM'] !== 'dumb';
  await showText(
    terminalText(page, columns ?? plainWidth, marked),
    options.usePager ? pagerOf(valuesIfReadable(options.profile, io), io) : undefined,
    io,
  );
}

function pageOf(command: Operation | OwnCommand | undefined): Page {
  if (command === undefined) return toolPage();
  return 'input' in command ? operationPage(command) : ownCommandPage(command);
}
