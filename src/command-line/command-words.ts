import {
  type BuiltinCommand,
  builtinCommandByName,
  builtinCommands,
  helpCommand,
  hidesWords,
} from '../model/builtin-commands.ts';
import { GeneralError, ParameterError, UnknownOptionsError, UsageError, withHint } from '../model/errors.ts';
import { commandName, operationByCommandName, operations } from '../model/operations.ts';
import type { OptionWords } from '../model/option-values.ts';
import { globalOptions, inputOptions, type OptionDefinition, skeletonOption } from '../model/options.ts';
import type { Operation } from '../model/shapes.ts';
import { maskedWords } from '../platform/masks.ts';
import type { Alias, Aliases } from './aliases.ts';
import { choiceProblem, isArgument, parseKnownWords, similarOptions, usage, valueProblem } from './argparse.ts';
import { takeGlobalOptions } from './global-options.ts';
import { operationOptions } from './operation-options.ts';

/** A command and the values of its options, ready for commander. */
export type CommandWords =
  | { readonly kind: 'version' }
  /** Without a command, help shows the page of the tool. */
  | { readonly kind: 'help'; readonly command: Operation | BuiltinCommand | undefined }
  | { readonly kind: 'shell'; readonly command: string }
  | {
      readonly kind: 'operation';
      readonly operation: Operation;
      readonly globals: OptionWords;
      readonly options: OptionWords;
    }
  | {
      readonly kind: 'builtin';
      readonly command: BuiltinCommand;
      readonly globals: OptionWords;
      /** The positional arguments. */
      readonly words: readonly string[];
      readonly options: OptionWords;
    };

/** Global options that the AWS CLI refuses in aliases, because it needs them before it expands an alias. */
const optionsRefusedInAliases = ['debug', 'profile'];

/**
 * Parses the command and its options, and expands aliases.
 *
 * @param words the command line without the global options
 * @param expanded the names of the aliases that are being expanded
 * @throws UsageError with the messages of the AWS CLI's parsers for services and operations
 * @throws UnknownOptionsError for unknown options and surplus arguments
 * @throws GeneralError for an invalid alias
 */
export function takeCommand(
  words: readonly string[],
  globals: OptionWords,
  aliases: Aliases,
  expanded: readonly string[] = [],
): CommandWords {
  const { name, rest } = splitCommandName(words, aliases);
  const alias = aliases.get(name);
  if (alias !== undefined) return expandAlias({ name, alias, rest }, globals, aliases, expanded);
  const operation = operationByCommandName(name);
  if (operation !== undefined) return takeOptions(operation, rest, globals);
  return takeBuiltinCommand(builtinCommandByName(name) ?? helpCommand, rest, globals);
}

/** Takes the command name, which is the first argument, and drops a `--` next to it, as argparse does. */
function splitCommandName(words: readonly string[], aliases: Aliases) {
  const separator = words.indexOf('--');
  const first = words.findIndex((word) => word !== '--' && isArgument(word));
  const at = separator >= 0 && (first < 0 || first > separator) ? separator + 1 : first;
  const name = words[at];
  if (name === undefined) throw new UsageError('the following arguments are required: operation', usage);
  requireCommand(name, [...aliases.keys()], hidesWords(words));
  const dropped = [at, ...(Math.abs(separator - at) === 1 && separator >= 0 ? [separator] : [])];
  return { name, rest: words.filter((_, index) => !dropped.includes(index)) };
}

/**
 * @param isHidden whether the name may be a secret, such as the value of an option in front of the command
 * @throws UsageError for an unknown command
 */
function requireCommand(name: string, aliases: readonly string[], isHidden: boolean): void {
  const commands = [...operations.map(commandName), ...aliases, ...builtinCommands.map((command) => command.name)];
  const problem = choiceProblem(name, [...new Set(commands)]);
  if (problem === undefined) return;
  if (isHidden)
    throw new UsageError(
      'argument operation: the first word is not a command. It is not shown, because it may hold a secret',
      usage,
    );
  throw withHint(new UsageError(`argument operation: ${problem}`, usage), async () =>
    (await import('./hints.ts')).commandHint(name, commands),
  );
}

interface NamedAlias {
  readonly name: string;
  readonly alias: Alias;
  /** The words that follow the alias on the command line. */
  readonly rest: readonly string[];
}

function expandAlias(
  { name, alias, rest }: NamedAlias,
  globals: OptionWords,
  aliases: Aliases,
  expanded: readonly string[],
): CommandWords {
  if (alias.kind === 'shell') return { kind: 'shell', command: alias.command(rest) };
  if (expanded.includes(name)) {
    throw new GeneralError(`The alias "${name}" refers to itself: ${[...expanded, name].join(' → ')}`);
  }
  const inside = takeGlobalOptions(alias.words());
  if (inside.final === 'version') return { kind: 'version' };
  if (inside.final === 'help') return { kind: 'help', command: commandAmong(alias.words()) };
  const refused = optionsRefusedInAliases.find((option) => inside.values.has(option));
  if (refused !== undefined) {
    throw new GeneralError(
      `Global parameter "--${refused}" detected in alias "${name}" which is not supported in subcommand aliases.`,
    );
  }
  const merged = new Map([...globals, ...inside.values]);
  const words = [...inside.rest, ...rest];
  // An alias with the name of an operation runs that operation, whatever its first word is. (AWS CLI behavior)
  const operation = operationByCommandName(name);
  return operation === undefined
    ? takeCommand(words, merged, aliases, [...expanded, name])
    : takeOptions(operation, words.slice(1), merged);
}

function takeOptions(operation: Operation, words: readonly string[], globals: OptionWords): CommandWords {
  if (isHelpAlone(words)) return { kind: 'help', command: operation };
  const options = operationOptions(operation);
  const { values, argument, rest } = parseKnownWords(words, { options, valueProblem, usage: () => usage });
  if (needsRequiredOptions(values)) requireOptions(options, values, [...rest, argument ?? '']);
  if (argument === helpCommand.name) return { kind: 'help', command: operation };
  // The AWS CLI ignores an empty argument.
  requireNoWords(argument ? [...rest, argument] : rest, options);
  return { kind: 'operation', operation, globals, options: values };
}

function takeBuiltinCommand(command: BuiltinCommand, words: readonly string[], globals: OptionWords): CommandWords {
  if (command === helpCommand) return { kind: 'help', command: commandToExplain(words) };
  if (isHelpAlone(words)) return { kind: 'help', command };
  if (command.extension !== true) {
    requireNoWordsOfCustomCommand(words);
    return { kind: 'builtin', command, globals, words: [], options: new Map() };
  }
  const { takesMany = false } = command;
  // They are extensions, which cannot be abbreviated: an option that is added later would change the meaning.
  const options = command.options.map((option) => ({ ...option, extension: true }) as const);
  const { values, argument, rest } = parseKnownWords(words, { options, valueProblem, usage: () => usage });
  if (argument === helpCommand.name) return { kind: 'help', command };
  const positional = [...(argument === undefined ? [] : [argument]), ...(takesMany ? rest.filter(isArgument) : [])];
  const unknown = takesMany ? rest.filter((word) => !isArgument(word)) : rest;
  requireNoWords(
    command.argument === undefined && argument !== undefined ? [...unknown, argument || "''"] : unknown,
    options,
    command,
  );
  requireOptions(options, values, []);
  return { kind: 'builtin', command, globals, words: positional, options: values };
}

/** The AWS CLI parses the commands that are not operations in another way. (awscli/customizations/commands.py) */
function requireNoWordsOfCustomCommand(words: readonly string[]): void {
  if (words.length === 0) return;
  const suggestions = similarOptions(words, globalOptions).map((option) => `  * ${option}`);
  const hint = suggestions.length === 0 ? '' : `\n\nMaybe you meant:\n\n${suggestions.join('\n')}`;
  throw new ParameterError(`Unknown options: ${words.join(',')}${hint}`);
}

/**
 * Returns the command whose page `help` shows; undefined for the page of the tool.
 *
 * @param words the words after `help`
 * @throws UsageError for a word that is not a command
 */
function commandToExplain(words: readonly string[]): Operation | BuiltinCommand | undefined {
  const [name, ...others] = words;
  if (name === undefined || name === helpCommand.name) return undefined;
  requireNoWords(isArgument(name) ? others : words, [], { hidesWords: hidesWords(words) });
  const command = operationByCommandName(name) ?? builtinCommandByName(name);
  if (command !== undefined) return command;
  requireCommand(name, [], hidesWords(words));
  return undefined;
}

function isHelpAlone(words: readonly string[]): boolean {
  return words.length === 1 && words[0] === helpCommand.name;
}

/** --cli-input-json, --cli-input-yaml and a skeleton of the input make the required options of an operation optional. */
function needsRequiredOptions(values: OptionWords): boolean {
  const skeleton = values.get(skeletonOption.name);
  const printsInput = skeleton !== undefined && skeleton[0] !== 'output';
  return !printsInput && !inputOptions.some(({ name }) => values.has(name));
}

/** @param words those that are neither options nor values */
function requireOptions(options: readonly OptionDefinition[], values: OptionWords, words: readonly string[]): void {
  const missing = options.filter(({ name, required }) => required === true && !values.has(name));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => `--${name}`).join(', ');
  throw withHint(new UsageError(`the following arguments are required: ${names}`, usage), async () =>
    (await import('./hints.ts')).missingOptionHint(words, options, missing),
  );
}

function requireNoWords(
  words: readonly string[],
  options: readonly OptionDefinition[],
  { otherOptions = {}, hidesWords: isHidden }: Pick<BuiltinCommand, 'otherOptions'> & { hidesWords?: boolean } = {},
): void {
  if (words.length === 0) return;
  const advice = Object.entries(otherOptions).flatMap(([name, text]) => (words.includes(name) ? [text] : []));
  const similar = advice.length > 0 ? [] : similarOptions(words, [...options, ...globalOptions]);
  const shown = isHidden === true ? ['not shown, because they may hold a secret'] : maskedWords(words);
  throw withHint(new UnknownOptionsError(shown, usage, similar, [...new Set(advice)]), async () => {
    const { dashesHint, rulesFileHint } = await import('./hints.ts');
    return (
      dashesHint(words, options) ?? (advice.length + similar.length > 0 ? undefined : rulesFileHint(words, options))
    );
  });
}

/** Returns the command on a command line with `--help`. */
export function commandAmong(words: readonly string[]): Operation | BuiltinCommand | undefined {
  for (const word of words) {
    const command = operationByCommandName(word) ?? builtinCommandByName(word);
    if (command !== undefined) return command === helpCommand ? undefined : command;
  }
  return undefined;
}

/** Returns the value of --profile for code that runs before or without full parsing of the command line. */
export function profileAmong(words: readonly string[]): string | undefined {
  return words.includes('--profile') ? words[words.lastIndexOf('--profile') + 1] : undefined;
}
