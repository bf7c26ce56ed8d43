import { isAbsolute } from 'node:path';

import { suggestionCutoff } from '../command-line/argparse.ts';
import { loggedWords } from '../command-line/raw-words.ts';
import { contextAfter, optionNamed, optionsAt } from '../completion/cursor-context.ts';
import { builtinCommands } from '../model/builtin-commands.ts';
import type { OptionDefinition } from '../model/options.ts';
import { type Io, isSystemError } from '../platform/io.ts';
import { closeMatches } from '../python/difflib.ts';
import { inHome } from '../python/expand-path.ts';

/** The maximum number of command lines in the history. */
const maxLines = 500;

/** Text that looks like a secret. A command line that contains it is not saved. */
const secret =
  /:\/\/[^/\s]*@|(?:AKIA|ASIA)[A-Z0-9]{12,}|secret(?:_|-)?(?:access|key)|password|token=|--access\S*\s+(?!-(?:\s|$)|["']?fileb?:\/\/)\S/i;

/**
 * Returns the history file in the user's state folder. (https://specifications.freedesktop.org/basedir-spec)
 *
 * @returns undefined without a state folder and a home folder
 */
export function historyFile(io: Io): string | undefined {
  const configured = io.environment['XDG_STATE_HOME'];
  const folder = configured !== undefined && isAbsolute(configured) ? configured : inHome('.local/state', io);
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

/**
 * Returns whether a command line has a word that may be a secret, in a command that takes one: an access token, or a
 * word that the command does not know.
 */
export function mayHoldSecret(words: readonly string[], io: Io): boolean {
  if (contextAfter(words, io).builtinCommand?.hidesWords !== true) return mayMeanSecretCommand(words);
  return words.some((word, index) => {
    const context = contextAfter(words.slice(0, index), io);
    const option = optionNamed(word, optionsAt(context));
    if (option !== undefined) return word.includes('=') && isLiteralToken(option, word.replace(/^[^=]*=/, ''));
    return context.option === undefined ? context.hasCommand : isLiteralToken(context.option, word);
  });
}

/** Returns whether there are values before a command that takes a secret, or beside a misspelling of it. */
function mayMeanSecretCommand(words: readonly string[]): boolean {
  const names = builtinCommands.flatMap(({ name, hidesWords }) => (hidesWords === true ? [name] : []));
  return (
    words.some((word) => closeMatches(word, names, suggestionCutoff).length > 0) &&
    loggedWords(words).some((word, index) => word !== words[index])
  );
}

function isLiteralToken({ name }: OptionDefinition, value: string): boolean {
  return name === 'access-token' && value !== '-' && !/^fileb?:\/\//.test(value);
}

/**
 * Adds a command line to the history, unless it contains a secret or repeats the last one. Root adds nothing to the
 * history of another user. A history that cannot be written is ignored.
 */
export async function remember(line: string, history: readonly string[], io: Io): Promise<void> {
  const file = historyFile(io);
  if (file === undefined || line.trim() === '' || secret.test(line) || history.at(-1) === line) return;
  try {
    if (await io.files.isForeign(file)) return;
    await io.files.writePrivate(file, `${[...history, line].slice(-maxLines).join('\n')}\n`);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
