import { GeneralError } from '../model/errors.ts';
import { valueText } from '../python/configparser.ts';
import { isSystemError, type Io } from '../platform/io.ts';
import { quotedWord, splitWords } from '../python/shlex.ts';
import { readIniFile } from '../settings/ini-file.ts';

/** A user's own name for a command. */
export type Alias =
  /** @param words the words that follow the alias on the command line */
  | { readonly kind: 'shell'; command(words: readonly string[]): string }
  /** @throws GeneralError when a quotation in it is not closed */
  | { readonly kind: 'words'; words(): readonly string[] };

export type Aliases = ReadonlyMap<string, Alias>;

/**
 * Reads the section `[command ecr]` of the file of aliases.
 *
 * @throws GeneralError when the file is malformed
 */
export function readAliases(path: string, io: Io): Aliases {
  try {
    const sections = readIniFile(path, io, valueText);
    const values = [...sections].find(([header]) => header.split(/\s+/).join(' ') === 'command ecr')?.[1] ?? [];
    return new Map([...values].map(([name, value]) => [name, alias(name, value)]));
  } catch (error) {
    if (isSystemError(error)) return new Map();
    throw error;
  }
}

function alias(name: string, value: string): Alias {
  if (value.startsWith('!'))
    return { kind: 'shell', command: (words) => [value.slice(1), ...words.map(quotedWord)].join(' ') };
  return {
    kind: 'words',
    words: () => {
      const words = splitWords(value);
      if (words !== undefined) return words;
      throw new GeneralError(
        `Value of alias "${name}" could not be parsed. Received error: No closing quotation when parsing:\n${value}`,
      );
    },
  };
}
