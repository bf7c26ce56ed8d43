import { readAliases, type Alias, type Aliases } from '../command-line/aliases.ts';
import { operationOptions } from '../command-line/operation-options.ts';
import { EcrError } from '../model/errors.ts';
import { operationByCommandName } from '../model/operations.ts';
import { globalOptions, type OptionDefinition } from '../model/options.ts';
import { ownCommandByName, type OwnCommand } from '../model/own-commands.ts';
import type { Operation } from '../model/shapes.ts';
import type { Io } from '../platform/io.ts';
import { inHome } from '../python/expand-path.ts';
import { oncePerRun } from '../settings/once-per-run.ts';

/** Where a command line stands, and what the next word can be. */
export interface Place {
  /** Whether the line has a command. An alias counts as the command that it runs. */
  readonly hasCommand: boolean;
  /** Undefined without a command, for an own command, and for an alias that runs a shell command. */
  readonly operation: Operation | undefined;
  readonly ownCommand: OwnCommand | undefined;
  /** Whether the command is followed by an argument. */
  readonly hasArgument: boolean;
  /** The names of the options on the line. */
  readonly given: ReadonlySet<string>;
  /** The option whose value comes next. */
  readonly option: OptionDefinition | undefined;
  /** The words that aliases on the line are expanded to. */
  readonly expansion: readonly string[];
}

const start: Place = {
  hasCommand: false,
  operation: undefined,
  ownCommand: undefined,
  hasArgument: false,
  given: new Set(),
  option: undefined,
  expansion: [],
};

/** The aliases, for completion: an alias file that cannot be read counts as empty. */
export const knownAliases = oncePerRun((io: Io): Aliases => {
  const path = inHome('.aws/cli/alias', io);
  if (path === undefined || !io.files.isFile(path)) return new Map();
  return withoutErrors(() => readAliases(path, io), new Map());
});

/** The words of an alias; none where they cannot be split. */
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
 * Reads the words before the cursor.
 *
 * @param words without the program's name
 */
export function placeAfter(words: readonly string[], io: Io): Place {
  const aliases = knownAliases(io);
  return words.reduce((place, word) => next(place, word, aliases, []), start);
}

/** @param expanded the names of the aliases that the word comes from */
function next(place: Place, word: string, aliases: Aliases, expanded: readonly string[]): Place {
  const { option } = place;
  const named = optionNamed(word, optionsAt(place));
  if (named !== undefined) {
    const awaitsValue = named.takes !== 'nothing' && !word.includes('=');
    return { ...place, given: new Set([...place.given, named.name]), option: awaitsValue ? named : undefined };
  }
  if (option !== undefined) return option.takes === 'texts' ? place : { ...place, option: undefined };
  if (word.startsWith('-')) return place;
  return place.hasCommand ? { ...place, hasArgument: true } : withCommand(place, word, aliases, expanded);
}

function withCommand(place: Place, name: string, aliases: Aliases, expanded: readonly string[]): Place {
  const operation = operationByCommandName(name);
  const alias = aliases.get(name);
  if (alias === undefined)
    return { ...place, hasCommand: true, operation, ownCommand: operation ? undefined : ownCommandByName(name) };
  if (alias.kind === 'shell' || expanded.includes(name)) return { ...place, hasCommand: true };
  const words = aliasWords(alias);
  // An alias with the name of a command is that command, whatever its first word says. (AWS CLI behaviour)
  const known: Place = operation === undefined ? place : { ...place, hasCommand: true, operation };
  const expandedPlace = words.reduce<Place>((one, word) => next(one, word, aliases, [...expanded, name]), {
    ...known,
    expansion: [...place.expansion, ...words],
  });
  return { ...expandedPlace, hasArgument: false };
}

/** The option that a word spells, in full, as an abbreviation or with `=`. */
export function optionNamed(word: string, options: readonly OptionDefinition[]): OptionDefinition | undefined {
  if (!word.startsWith('--') || word === '--') return undefined;
  const name = word.slice(2).replace(/=.*$/s, '');
  const exact = options.find((option) => option.name === name);
  if (exact !== undefined) return exact;
  const abbreviated = options.filter((option) => option.extension !== true && option.name.startsWith(name));
  return abbreviated.length === 1 ? abbreviated[0] : undefined;
}

/** All options that a place can have: those of its command, then the global ones. */
export function optionsAt({
  operation,
  ownCommand,
}: Pick<Place, 'operation' | 'ownCommand'>): readonly OptionDefinition[] {
  const own = operation === undefined ? (ownCommand?.options ?? []) : operationOptions(operation);
  return [...own, ...globalOptions];
}
