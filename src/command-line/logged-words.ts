import { hidesWords, builtinCommandByName, builtinCommands } from '../model/builtin-commands.ts';
import { commandName, operations } from '../model/operations.ts';
import { globalOptions } from '../model/options.ts';
import { maskedWords } from '../platform/masks.ts';

const masked = '***';

/**
 * Returns the words of a command line as the debug log shows them. If a word may be a secret, only names of commands and
 * options are shown. That is also so for an unknown command: it may be an alias or a misspelling of such a command.
 */
export function loggedWords(argv: readonly string[]): readonly string[] {
  const isCommand = (word: string) =>
    builtinCommandByName(word) !== undefined || operations.some((operation) => commandName(operation) === word);
  if (argv.some(isCommand) && !hidesWords(argv)) return maskedWords(argv);
  const options = new Set(
    [...globalOptions, ...builtinCommands.flatMap((own) => own.options)].map(({ name }) => `--${name}`),
  );
  return argv.map((word) => {
    if (isCommand(word) || options.has(word)) return word;
    const [, option = ''] = /^([^=]*)=/.exec(word) ?? [];
    return options.has(option) ? `${option}=${masked}` : masked;
  });
}
