import { memberFor } from '../command-line/operation-options.ts';
import type { Alias } from '../command-line/aliases.ts';
import type { Io } from '../platform/io.ts';
import { commandName, operations } from '../model/operations.ts';
import type { OptionDefinition } from '../model/options.ts';
import { ownCommands, type OwnCommand } from '../model/own-commands.ts';
import type { Operation } from '../model/shapes.ts';
import { aliasWords, knownAliases, optionNamed, optionsAt, type Place } from './place.ts';
import { valuesOf } from './value-candidates.ts';

/** A word that can stand at the cursor. */
export interface Candidate {
  readonly text: string;
  /** One sentence. */
  readonly help?: string;
  /** Whether more of the word follows, so that no space may: a folder. */
  readonly unfinished?: true;
  readonly required?: true;
}

/**
 * All words that can stand at a place, the most likely ones first. They need not begin with the current word.
 *
 * @param current the word at the cursor, whose start may name an option or a folder
 */
export function candidatesAt(place: Place, current: string, io: Io): Candidate[] {
  const { option } = place;
  if (option !== undefined) {
    const values = valuesOf(option, current, io);
    // A list, or a value that may be left out, may also be followed by the next option.
    return option.takes === 'texts' || option.takes === 'optional text' ? [...values, ...following(place, io)] : values;
  }
  const equals = current.startsWith('--') ? current.indexOf('=') : -1;
  if (equals < 0) return following(place, io);
  const named = optionNamed(current, optionsAt(place));
  if (named === undefined) return [];
  const lead = current.slice(0, equals + 1);
  return valuesOf(named, current.slice(equals + 1), io).map((value) => ({ ...value, text: `${lead}${value.text}` }));
}

/** Commands where there is none yet, then an own command's argument, then the options that are not given yet. */
function following(place: Place, io: Io): Candidate[] {
  const options = optionsAt(place).filter(({ name }) => !place.given.has(name));
  const required = options.filter((option) => isRequired(option, place.operation));
  const optional = options.filter((option) => !isRequired(option, place.operation));
  return [
    ...(place.hasCommand ? [] : commands(io)),
    ...(place.ownCommand === undefined || place.hasArgument ? [] : argumentsOf(place.ownCommand)),
    ...required.map((option) => ({ ...candidateOf(option), required: true as const })),
    ...optional.map(candidateOf),
  ];
}

function isRequired(option: OptionDefinition, operation: Operation | undefined): boolean {
  const member = operation === undefined ? undefined : memberFor(option, operation);
  return option.required === true || member?.required === true;
}

function candidateOf({ name, help }: OptionDefinition): Candidate {
  return { text: `--${name}`, help };
}

/** The operations, the aliases, and the tool's own commands. An alias replaces a command of its name. */
function commands(io: Io): Candidate[] {
  const helpByName = new Map<string, string>();
  for (const operation of operations) helpByName.set(commandName(operation), operation.help);
  for (const [name, alias] of knownAliases(io)) helpByName.set(name, aliasHelp(alias));
  for (const { name, help } of ownCommands) if (!helpByName.has(name)) helpByName.set(name, help);
  return [...helpByName].map(([text, help]) => ({ text, help }));
}

/** Longer ones would fill the list of candidates. */
const longestAliasHelp = 70;

function aliasHelp(alias: Alias): string {
  const value = alias.kind === 'shell' ? `!${alias.command([])}` : aliasWords(alias).join(' ');
  const help = `Alias: ${value.replace(/\s+/g, ' ').trim()}`;
  return help.length > longestAliasHelp ? `${help.slice(0, longestAliasHelp - 1)}…` : help;
}

/** The choices of an argument that the model writes as `a|b|c`. */
function argumentsOf({ argument = '' }: OwnCommand): Candidate[] {
  return argument.includes('|') ? argument.split('|').map((text) => ({ text })) : [];
}
