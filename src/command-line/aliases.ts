import { GeneralError } from '../model/errors.ts';
import { type Io, isSystemError } from '../platform/io.ts';
import { valueText } from '../python/configparser.ts';
import { shellWord, splitText } from '../python/shlex.ts';
import { strip } from '../python/strings.ts';
import { readIniFile } from '../settings/ini-file.ts';

/** An alias: a shell command, or the words that replace the alias. */
export type Alias =
  /** @param words the words that follow the alias on the command line */
  | { readonly kind: 'shell'; command(words: readonly string[]): string }
  /** @throws GeneralError when the text cannot be split into words */
  | { readonly kind: 'words'; words(): readonly string[] };

export type Aliases = ReadonlyMap<string, Alias>;

/**
 * Reads the section `[command ecr]` of the alias file. An unreadable file counts as empty. (AWS CLI: awscli/alias.py)
 *
 * @throws GeneralError when the file is malformed
 */
export function readAliases(path: string, io: Io): Aliases {
  try {
    const sections = readIniFile(path, io, valueText);
    const section = [...sections].filter(([header]) => isOwnSection(header)).at(-1);
    return new Map([...(section?.[1] ?? [])].map(([name, value]) => [name, alias(name, strip(value), io)]));
  } catch (error) {
    if (isSystemError(error)) return new Map();
    throw error;
  }
}

function isOwnSection(header: string): boolean {
  return header.startsWith('command ') && header.trim().split(/\s+/).join(' ') === 'command ecr';
}

function alias(name: string, value: string, { runtime }: Io): Alias {
  return value.startsWith('!')
    ? {
        kind: 'shell',
        command: (words) => [value.slice(1), ...words.map((word) => shellWord(word, runtime))].join(' '),
      }
    : { kind: 'words', words: () => wordsOf(name, value) };
}

/** A word that a backslash continues on the next line begins with the line break; the AWS CLI drops it. */
const lineBreaksAround = /^\n+|\n+$/g;

function wordsOf(name: string, value: string): readonly string[] {
  const split = splitText(value);
  if ('words' in split) return split.words.map((word) => word.replace(lineBreaksAround, ''));
  throw new GeneralError(
    `Value of alias "${name}" could not be parsed. Received error: ${split.problem} when parsing:\n${value}`,
  );
}
