import { GeneralError, PagerError } from '../model/errors.ts';
import { type Io, isSystemError } from '../platform/io.ts';
import { systemErrorText } from '../python/os-error.ts';
import { splitCommandLine } from '../python/shlex.ts';
import type { Pager } from '../settings/pager-command.ts';

/**
 * Shows a text in the pager on a terminal, and otherwise writes it to stdout. If the pager cannot be started, the text
 * is printed without it.
 *
 * @param pager undefined for no pager
 * @throws PagerError if a pager that is not optional cannot be started, after the text is printed
 * @throws GeneralError if stdout cannot be written to
 */
export async function showText(text: string | Uint8Array, pager: Pager | undefined, io: Io): Promise<void> {
  if (pager === undefined || !io.stdout.isTerminal || text.length === 0) return print(text, io);
  const problem = await page(text, pager, io);
  if (problem === undefined) return;
  await print(text, io);
  if (pager.optional) return;
  throw new PagerError(
    `Unable to redirect output to pager. Received the following error when opening pager:\n${problem}\n\n` +
      'Learn more about configuring the output pager by running "aws help config-vars".',
  );
}

/** Returns the reason why the pager could not be started; undefined on success. */
async function page(text: string | Uint8Array, { commandLine }: Pager, io: Io): Promise<string | undefined> {
  const split = splitCommandLine(commandLine, io.runtime);
  if ('problem' in split) return split.problem;
  try {
    await io.page(split.words, { ...io.environment, LESS: io.environment['LESS'] ?? 'FRX' }, text);
    return undefined;
  } catch (error) {
    if (isSystemError(error)) return systemErrorText(error, split.words[0]);
    throw error;
  }
}

/** Writes a text to stdout. @throws GeneralError if that fails, as on a full disk */
async function print(text: string | Uint8Array, io: Io): Promise<void> {
  try {
    await io.stdout.write(text);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new GeneralError(systemErrorText(error, error.path));
  }
}
