import { isSystemError, type Io } from '../platform/io.ts';

/** How many earlier command lines are kept. */
const kept = 500;

/** What looks like a secret keeps the line that it is in out of the history. */
const secret = /:\/\/[^/\s]*@|(?:AKIA|ASIA)[A-Z0-9]{12,}|secret(?:_|-)?(?:access|key)|password|token=/i;

/** The file in the user's state folder. (https://specifications.freedesktop.org/basedir-spec) */
export function historyFile(io: Io): string {
  const given = io.environment['XDG_STATE_HOME'];
  return `${given?.startsWith('/') === true ? given : `${io.home()}/.local/state`}/ecr-cli/prompt-history`;
}

export function readHistory(io: Io): string[] {
  try {
    return io.files
      .read(historyFile(io))
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch (error) {
    if (isSystemError(error)) return [];
    throw error;
  }
}

/** Adds a command line, unless it holds a secret or is the last one again. Where it cannot be kept, it is not. */
export async function remember(line: string, history: readonly string[], io: Io): Promise<void> {
  if (line.trim() === '' || secret.test(line) || history.at(-1) === line) return;
  try {
    await io.files.writePrivate(historyFile(io), `${[...history, line].slice(-kept).join('\n')}\n`);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
