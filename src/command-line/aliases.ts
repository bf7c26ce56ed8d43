import { GeneralError } from '../errors.ts';
import { isSystemError, type Io } from '../io.ts';
import { quotedWord, splitWords } from '../shell-words.ts';

/** What the user's own command names stand for. */
export type Aliases = ReadonlyMap<string, string>;

/**
 * Reads the section `[command ecr]` of `~/.aws/cli/alias`.
 *
 * @throws GeneralError when the file is malformed
 */
export async function readAliases(io: Io): Promise<Aliases> {
  const path = `${io.home()}/.aws/cli/alias`;
  if (!io.files.isFile(path)) return new Map();
  const { MalformedIni, parseIni } = await import('../ini.ts');
  try {
    const sections = parseIni(io.files.read(path).toString('utf8'));
    return [...sections].find(([header]) => header.split(/\s+/).join(' ') === 'command ecr')?.[1] ?? new Map<string, string>();
  } catch (error) {
    if (error instanceof MalformedIni) throw new GeneralError(`Unable to parse config file: ${path}`);
    if (isSystemError(error)) return new Map();
    throw error;
  }
}

/**
 * The words that an alias stands for.
 *
 * @throws GeneralError when a quote in it is not closed
 */
export function aliasWords(name: string, value: string): string[] {
  const words = splitWords(value);
  if (words !== undefined) return words;
  throw new GeneralError(`Value of alias "${name}" could not be parsed. Received error: No closing quotation when parsing:\n${value}`);
}

/** The shell command that an alias with `!` stands for, with the words that follow it on the command line. */
export function shellCommand(value: string, words: readonly string[]): string {
  return [value.slice(1), ...words.map(quotedWord)].join(' ');
}
