import { isUtf8 } from 'node:buffer';

import { builtinCommandByName, builtinCommands, hidesWords } from '../model/builtin-commands.ts';
import { ParameterError } from '../model/errors.ts';
import { commandName, operations } from '../model/operations.ts';
import { globalOptions } from '../model/options.ts';
import type { Io } from '../platform/io.ts';
import { masked, maskedWords } from '../platform/masks.ts';

/**
 * Refuses an argument that is not UTF-8. Node replaces such bytes by U+FFFD, which would be sent; Linux still has the
 * bytes. Elsewhere such an argument passes.
 *
 * @throws ParameterError
 */
export function requireUtf8(argv: readonly string[], { files }: Pick<Io, 'files'>): void {
  let bytes: Buffer;
  try {
    bytes = files.read('/proc/self/cmdline');
  } catch {
    return;
  }
  // Each argument ends with a zero byte; those of Node itself come first.
  const all = bytes.toString('latin1').split('\0').slice(0, -1);
  for (const [index, text] of all.slice(-argv.length).entries()) {
    if (isUtf8(Buffer.from(text, 'latin1'))) continue;
    // The argument may be a secret.
    throw new ParameterError(`Argument ${String(index + 1)} of the command line is not text in UTF-8.`);
  }
}

/**
 * Returns the words of a command line as the debug log shows them. If a word may be a secret, only names of commands and
 * options are shown. That is also so for an unknown command: it may be an alias or a misspelling of such a command.
 */
export function loggedWords(argv: readonly string[]): readonly string[] {
  const isCommand = (word: string) =>
    builtinCommandByName(word) !== undefined || operations.some((operation) => commandName(operation) === word);
  if (argv.some(isCommand) && !hidesWords(argv)) return maskedWords(argv);
  const options = new Set(
    [...globalOptions, ...builtinCommands.flatMap((command) => command.options)].map(({ name }) => `--${name}`),
  );
  return argv.map((word) => {
    if (isCommand(word) || options.has(word)) return word;
    const [, option = ''] = /^([^=]*)=/.exec(word) ?? [];
    return options.has(option) ? `${option}=${masked}` : masked;
  });
}
