import { ConfigurationError } from '../model/errors.ts';
import { isSystemError, type Io } from '../platform/io.ts';
import { splitWords } from '../python/shlex.ts';
import { systemErrorText } from '../python/os-error.ts';

/**
 * Writes a text to stdout; on a terminal through the pager.
 *
 * @param pager its command line; undefined for none
 * @throws ConfigurationError when it cannot be started
 */
export async function showText(text: string, pager: string | undefined, io: Io): Promise<void> {
  return !io.stdout.isTerminal || pager === undefined || text === '' ? io.stdout.write(text) : page(pager, text, io);
}

async function page(pager: string, text: string, io: Io): Promise<void> {
  const command = splitWords(pager) ?? [pager];
  try {
    await io.page(command, { ...io.environment, LESS: io.environment['LESS'] ?? 'FRX' }, text);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new ConfigurationError(
      'Pager',
      `Unable to redirect output to pager. Received the following error when opening pager:\n${systemErrorText(error, command[0])}\n\n` +
        'Learn more about configuring the output pager by running "aws help config-vars".',
    );
  }
}
