import { isSystemError, type Io } from '../platform/io.ts';
import { inHome } from '../python/expand-path.ts';

/** How many earlier command lines are kept. */
const kept = 500;

/** What looks like a secret keeps the line that it is in out of the history. */
const secret = /:\/\/[^/\s]*@|(?:AKIA|ASIA)[A-Z0-9]{12,}|secret(?:_|-)?(?:access|key)|password|token=/i;

/**
 * The file in the user's state folder. (https://specifications.freedesktop.org/basedir-spec)
 *
 * @returns undefined where there is no such folder and no home folder
 */
export function historyFile(io: Io): string | undefined {
  const configured = io.environment['XDG_STATE_HOME'];
  const folder = configured?.startsWith('/') === true ? configured : inHome('.local/state', io);
  return folder === undefined ? undefined : `${folder}/ecr-cli/prompt-history`;
}

export function readHistory(io: Io): string[] {
  const file = historyFile(io);
  if (file === undefined) return [];
  try {
    return io.files
      .read(file)
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch (error) {
    if (isSystemError(error)) return [];
    throw error;
  }
}

/** Adds a command line, unless it holds a secret or is the last one again. A history that cannot be written is left out. */
export async function remember(line: string, history: readonly string[], io: Io): Promise<void> {
  const file = historyFile(io);
  if (file === undefined || line.trim() === '' || secret.test(line) || history.at(-1) === line) return;
  try {
    await io.files.writePrivate(file, `${[...history, line].slice(-kept).join('\n')}\n`);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
