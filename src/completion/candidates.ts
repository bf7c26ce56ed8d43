import type { Alias } from '../command-line/aliases.ts';
import { type BuiltinCommand, builtinCommands } from '../model/builtin-commands.ts';
import { commandName, operations } from '../model/operations.ts';
import type { OptionDefinition } from '../model/options.ts';
import type { Io } from '../platform/io.ts';
import {
  aliasWords,
  contextAfter,
  type CursorContext,
  knownAliases,
  optionNamed,
  optionsAt,
} from './cursor-context.ts';
import { escaped, readShellLine } from './shell-line.ts';
import { type Candidate, valuesOf } from './value-candidates.ts';

/**
 * Returns all possible words at the cursor, the most likely ones first. The caller filters them by the current word.
 *
 * @param current the word at the cursor, which may begin with an option and `=`, or with a folder
 */
export function candidatesAt(context: CursorContext, current: string, io: Io): Candidate[] {
  const { option } = context;
  if (option !== undefined) {
    const values = valuesOf(option, current, io);
    // After a list or an optional value, the next option may follow.
    return option.takes === 'texts' || option.takes === 'optional text'
      ? [...values, ...following(context, io)]
      : values;
  }
  const equals = current.startsWith('--') ? current.indexOf('=') : -1;
  if (equals < 0) return following(context, io);
  const named = optionNamed(current, optionsAt(context));
  if (named === undefined) return [];
  const lead = current.slice(0, equals + 1);
  return valuesOf(named, current.slice(equals + 1), io).map((value) => ({ ...value, text: `${lead}${value.text}` }));
}

/** Returns the commands if the line has none yet, the arguments of a builtin command, and the options not yet used. */
function following(context: CursorContext, io: Io): Candidate[] {
  const options = optionsAt(context).filter(({ name }) => !context.usedOptions.has(name));
  const required = options.filter((option) => option.required === true);
  const optional = options.filter((option) => option.required !== true);
  return [
    ...(context.hasCommand ? [] : commands(io)),
    ...(context.builtinCommand === undefined || context.hasArgument ? [] : argumentsOf(context.builtinCommand)),
    ...required.map((option) => ({ ...candidateOf(option), required: true as const })),
    ...optional.map(candidateOf),
  ];
}

function candidateOf({ name, help }: OptionDefinition): Candidate {
  return { text: `--${name}`, help };
}

/** Returns the operations, aliases and builtin commands. An alias replaces the command of the same name. */
function commands(io: Io): Candidate[] {
  const helpByName = new Map<string, string>();
  for (const operation of operations) helpByName.set(commandName(operation), operation.help);
  for (const [name, alias] of knownAliases(io)) helpByName.set(name, aliasHelp(alias));
  for (const { name, help } of builtinCommands) if (!helpByName.has(name)) helpByName.set(name, help);
  return [...helpByName].map(([text, help]) => ({ text, help }));
}

/** The maximum length of an alias's help, in characters, so that it fits the list of candidates. */
const maxAliasHelpLength = 70;

function aliasHelp(alias: Alias): string {
  const value = alias.kind === 'shell' ? `!${alias.command([])}` : aliasWords(alias).join(' ');
  const help = `Alias: ${value.replace(/\s+/g, ' ').trim()}`;
  return help.length > maxAliasHelpLength ? `${help.slice(0, maxAliasHelpLength - 1)}…` : help;
}

/** Returns the choices of an argument, which the model writes as `a|b|c`. */
function argumentsOf({ argument = '' }: BuiltinCommand): Candidate[] {
  return argument.includes('|') ? argument.split('|').map((text) => ({ text })) : [];
}

/**
 * Returns the candidates for the word at the cursor, one per line, in the format of the shell's completion script.
 *
 * @param words for bash, the line up to the cursor, and the characters at which bash splits words; for other shells,
 *   the unquoted words up to the cursor, without the program name
 */
export function completionLines(shell: string, words: readonly string[], io: Io): string {
  const lines = shell === 'bash' ? bashLines(words[0] ?? '', words[1] ?? '', io) : describedLines(words, io);
  return lines.map((line) => `${line}\n`).join('');
}

/** Returns the lines for zsh and fish, which quote the text themselves: the text, a tab and the help. */
function describedLines(words: readonly string[], io: Io): string[] {
  return matching(words.slice(0, -1), words.at(-1) ?? '', io).map(({ text, help = '', required }) => {
    return `${text}\t${required === true ? `Required. ${help}` : help}`;
  });
}

/** Returns the lines for bash, which replaces the typed text with a line unchanged. */
function bashLines(line: string, breaks: string, io: Io): string[] {
  const { words, current, typed, quote } = readShellLine(line, breaks);
  return matching(words.slice(1), current, io).map(({ text }) => typed + escaped(text.slice(current.length), quote));
}

function matching(words: readonly string[], current: string, io: Io): Candidate[] {
  return candidatesAt(contextAfter(words, io), current, io).filter(({ text }) => text.startsWith(current));
}
