import { memberFor, operationOptions } from '../command-line/operation-options.ts';
import { EcrError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import { commandName, operationByCommandName, operations } from '../model/operations.ts';
import { globalOptions, type OptionDefinition } from '../model/options.ts';
import { ownCommands } from '../model/own-commands.ts';
import { regions } from '../model/regions.ts';
import type { Operation } from '../model/shapes.ts';
import { upstreamRegistries } from '../model/upstream-registries.ts';
import { expandHome } from '../python/expand-path.ts';
import { readProfileFiles } from '../settings/profiles.ts';

/** Something that may stand where the cursor is. */
export interface Candidate {
  readonly text: string;
  /** One sentence, where there is something to say. */
  readonly help?: string;
  /** Whether the text is whole, so that a space may follow; the name of a folder is not. */
  readonly unfinished?: true;
  readonly required?: true;
}

/** Where a command line stands: the command that it has, the options that were given, and what the next word is for. */
export interface Place {
  readonly operation: Operation | undefined;
  readonly given: ReadonlySet<string>;
  /** The option whose value comes next. */
  readonly option: OptionDefinition | undefined;
}

/** Reads the words before the cursor, as far as completion needs it. */
export function placeAfter(words: readonly string[]): Place {
  const operation = words.map(operationByCommandName).find((one) => one !== undefined);
  const options = optionsFor(operation);
  const given = new Set<string>();
  let option: OptionDefinition | undefined;
  for (const word of words) {
    const named = optionNamed(word, options);
    if (named !== undefined) {
      given.add(named.name);
      option = named.takes === 'nothing' || word.includes('=') ? undefined : named;
    } else if (option?.takes !== 'texts') option = undefined;
  }
  return { operation, given, option };
}

function optionNamed(word: string, options: readonly OptionDefinition[]): OptionDefinition | undefined {
  if (!word.startsWith('--')) return undefined;
  const name = word.slice(2).replace(/=.*$/s, '');
  return (
    options.find((option) => option.name === name) ??
    only(options.filter((option) => option.extension !== true && option.name.startsWith(name)))
  );
}

function only<T>(values: readonly T[]): T | undefined {
  return values.length === 1 ? values[0] : undefined;
}

export function optionsFor(operation: Operation | undefined): readonly OptionDefinition[] {
  return [...(operation === undefined ? [] : operationOptions(operation)), ...globalOptions];
}

/** Everything that may stand at a place, in the order in which it is best shown. What is typed so far does not count yet. */
export function candidatesAt(place: Place, current: string, io: Io): Candidate[] {
  const { option } = place;
  if (option !== undefined) {
    const values = valuesOf(option, current, io);
    // A list, or a value that may be left out, may also be followed by the next option.
    return option.takes === 'texts' || option.takes === 'optional text' ? [...values, ...following(place)] : values;
  }
  const equals = current.startsWith('--') ? current.indexOf('=') : -1;
  if (equals < 0) return following(place);
  const named = optionNamed(current, optionsFor(place.operation));
  const lead = current.slice(0, equals + 1);
  return named === undefined
    ? []
    : valuesOf(named, current.slice(equals + 1), io).map((value) => ({ ...value, text: `${lead}${value.text}` }));
}

/** Commands where there is none yet, and options that were not given, the required ones first. */
function following({ operation, given }: Place): Candidate[] {
  const known = [...operations.map((one) => ({ name: commandName(one), help: one.help })), ...ownCommands];
  const commands = operation === undefined ? known.map(({ name, help }) => ({ text: name, help })) : [];
  const isRequired = (option: OptionDefinition) =>
    operation !== undefined && memberFor(option, operation)?.required === true;
  const options = optionsFor(operation)
    .filter(({ name }) => !given.has(name))
    .map((option) => ({
      text: `--${option.name}`,
      help: option.help,
      ...(isRequired(option) ? { required: true as const } : {}),
    }));
  return [...commands, ...options.filter(({ required }) => required), ...options.filter(({ required }) => !required)];
}

/** What an option's value may be, as far as that is known without asking anybody. */
function valuesOf(option: OptionDefinition, current: string, io: Io): Candidate[] {
  const file = /^(?:file|fileb):\/\//.exec(current)?.[0];
  if (file !== undefined)
    return filesUnder(current.slice(file.length), io).map((one) => ({ ...one, text: `${file}${one.text}` }));
  const member = operations.map((operation) => memberFor(option, operation)).find((one) => one !== undefined);
  const known = option.choices ?? (member?.shape.type === 'string' ? member.shape.enumeration : undefined);
  if (known !== undefined) return known.map((text) => ({ text, ...helpOfRegistry(text) }));
  const values = valuesByOption[option.name];
  if (values !== undefined) return values(current, io);
  return option.takes === 'text' ? [{ text: 'file://', help: 'The value is in a file.', unfinished: true }] : [];
}

function helpOfRegistry(name: string): { readonly help?: string } {
  const registry = upstreamRegistries.find((one) => one.name === name);
  return registry === undefined ? {} : { help: registry.host };
}

const valuesByOption: Readonly<Record<string, (current: string, io: Io) => Candidate[]>> = {
  region: () => regions.map((text) => ({ text })),
  profile: (_, io) => profileNames(io).map((text) => ({ text })),
  'ca-bundle': filesUnder,
  'upstream-registry-url': () =>
    upstreamRegistries.filter(({ hosts }) => hosts === undefined).map(({ host, name }) => ({ text: host, help: name })),
  'upstream-repository-prefix': () => [{ text: 'ROOT', help: 'All repositories of the upstream registry.' }],
};

function profileNames(io: Io): string[] {
  try {
    return [...readProfileFiles(io).profiles.keys()].sort();
  } catch (error) {
    if (error instanceof EcrError) return [];
    throw error;
  }
}

/** The files and folders that a path may go on to. */
function filesUnder(path: string, io: Io): Candidate[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const real = expandHome(folder, io);
  const start = path.slice(folder.length);
  return io.files
    .list(real === '' ? './' : real)
    .filter(({ name }) => name.startsWith(start) && (start.startsWith('.') || !name.startsWith('.')))
    .map(({ name, isFolder }) =>
      isFolder ? { text: `${folder}${name}/`, unfinished: true } : { text: `${folder}${name}` },
    );
}
