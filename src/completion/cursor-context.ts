import { type Alias, type Aliases, readAliases } from '../command-line/aliases.ts';
import { interpret } from '../command-line/argparse.ts';
import { operationOptions } from '../command-line/operation-options.ts';
import { type BuiltinCommand, builtinCommandByName } from '../model/builtin-commands.ts';
import { EcrError } from '../model/errors.ts';
import { operationByCommandName } from '../model/operations.ts';
import { globalOptions, type OptionDefinition } from '../model/options.ts';
import type { Operation } from '../model/shapes.ts';
import { type Io, oncePerRun } from '../platform/io.ts';
import { aliasFile } from '../settings/profile-paths.ts';

/** What completion knows about the command line before the cursor. It determines the next word. */
export interface CursorContext {
  /** Whether the line has a command or an alias. */
  readonly hasCommand: boolean;
  /** The operation that is called, possibly by an alias. Undefined for other commands. */
  readonly operation: Operation | undefined;
  readonly builtinCommand: BuiltinCommand | undefined;
  /** Whether an argument follows the command. */
  readonly hasArgument: boolean;
  /** The names of the options on the line. */
  readonly usedOptions: ReadonlySet<string>;
  /** The option that expects a value next. */
  readonly option: OptionDefinition | undefined;
  /** The expansion of the aliases on the line. */
  readonly expansion: readonly string[];
}

const start: CursorContext = {
  hasCommand: false,
  operation: undefined,
  builtinCommand: undefined,
  hasArgument: false,
  usedOptions: new Set(),
  option: undefined,
  expansion: [],
};

/** Returns the aliases. An unreadable or malformed alias file counts as empty. */
export const knownAliases = oncePerRun((io: Io): Aliases => {
  const path = aliasFile(io);
  return path === undefined ? new Map() : withoutErrors(() => readAliases(path, io), new Map());
});

/** Returns the words of an alias; an empty list if the text cannot be split. */
export function aliasWords(alias: Alias & { readonly kind: 'words' }): readonly string[] {
  return withoutErrors(() => alias.words(), []);
}

function withoutErrors<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof EcrError) return otherwise;
    throw error;
  }
}

/**
 * Parses the words before the cursor. Unknown words are skipped.
 *
 * @param words the words without the program name
 */
export function contextAfter(words: readonly string[], io: Io): CursorContext {
  const aliases = knownAliases(io);
  return words.reduce((context, word) => next(context, word, aliases, []), start);
}

/** @param expanded the names of the aliases that are being expanded */
function next(context: CursorContext, word: string, aliases: Aliases, expanded: readonly string[]): CursorContext {
  const { option } = context;
  const named = optionNamed(word, optionsAt(context));
  if (named !== undefined) {
    const awaitsValue = named.takes !== 'nothing' && !word.includes('=');
    return {
      ...context,
      usedOptions: new Set([...context.usedOptions, named.name]),
      option: awaitsValue ? named : undefined,
    };
  }
  if (option !== undefined) return option.takes === 'texts' ? context : { ...context, option: undefined };
  if (word.startsWith('-')) return context;
  return context.hasCommand ? { ...context, hasArgument: true } : withCommand(context, word, aliases, expanded);
}

function withCommand(
  context: CursorContext,
  name: string,
  aliases: Aliases,
  expanded: readonly string[],
): CursorContext {
  const operation = operationByCommandName(name);
  const alias = aliases.get(name);
  if (alias === undefined)
    return {
      ...context,
      hasCommand: true,
      operation,
      builtinCommand: operation ? undefined : builtinCommandByName(name),
    };
  if (alias.kind === 'shell' || expanded.includes(name)) return { ...context, hasCommand: true };
  const words = aliasWords(alias);
  // An alias with the name of an operation runs that operation, whatever its first word is. (AWS CLI behavior)
  const known: CursorContext = operation === undefined ? context : { ...context, hasCommand: true, operation };
  const expandedContext = words.reduce<CursorContext>((one, word) => next(one, word, aliases, [...expanded, name]), {
    ...known,
    expansion: [...context.expansion, ...words],
  });
  return { ...expandedContext, hasArgument: false };
}

/** Returns the option that a word names in full, abbreviated or with `=value`. */
export function optionNamed(word: string, options: readonly OptionDefinition[]): OptionDefinition | undefined {
  const possible = interpret(word, options) ?? [];
  return possible.length === 1 ? possible[0]?.option : undefined;
}

/** Returns the options of the command, then the global options. */
export function optionsAt({
  operation,
  builtinCommand,
}: Pick<CursorContext, 'operation' | 'builtinCommand'>): readonly OptionDefinition[] {
  const own = operation === undefined ? (builtinCommand?.options ?? []) : operationOptions(operation);
  return [...own, ...globalOptions];
}
