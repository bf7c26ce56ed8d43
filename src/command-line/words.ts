import { GeneralError, UnknownOptionsError, UsageError } from '../model/errors.ts';
import { globalOptions, inputOptions, skeletonOption, type OptionDefinition } from '../model/options.ts';
import { operationByCommandName, operationByName, operationNames } from '../model/operations.ts';
import type { OptionWords } from '../model/option-values.ts';
import { commandLineName } from '../model/naming.ts';
import { completionCommand, helpCommand, ownCommands } from '../model/own-commands.ts';
import type { Operation } from '../model/shapes.ts';
import { memberOption, operationOptions } from './operation-options.ts';
import { choiceProblem, valueProblem } from './problems.ts';
import { scan, type Found, type ScannedOption } from './scan.ts';
import { firstPassUsage, programName, usage } from './usage.ts';

export type GlobalWords =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly words: readonly string[] }
  | { readonly kind: 'call'; readonly given: OptionWords; readonly rest: readonly string[] };

export type OperationWords =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly operation: Operation | undefined }
  | { readonly kind: 'completion'; readonly shell: string | undefined }
  | { readonly kind: 'shell'; readonly command: string }
  | {
      readonly kind: 'call';
      readonly operation: Operation;
      readonly globals: OptionWords;
      readonly given: OptionWords;
    };

/** What a command name of the user's own stands for. */
export type Alias =
  /** @param words what follows it on the command line */
  | { readonly kind: 'shell'; command(words: readonly string[]): string }
  /** @throws GeneralError when a quote in it is not closed */
  | { readonly kind: 'words'; words(): readonly string[] };

export type Aliases = ReadonlyMap<string, Alias>;

type MainOption = OptionDefinition & ScannedOption;

/** Extensions: the AWS CLI has no such options. They are taken only when written in full. */
const helpOptions: readonly MainOption[] = [
  { name: 'help', takes: 'nothing', extension: true, final: true, help: '' },
  { name: 'h', short: true, takes: 'nothing', extension: true, final: true, help: '' },
];

/**
 * Takes the global options out of a command line, wherever they stand.
 *
 * @throws UsageError as the AWS CLI's first two parsers would
 */
export function takeGlobalOptions(argv: readonly string[]): GlobalWords {
  scan(
    argv,
    globalOptions.filter(({ name }) => name === 'profile' || name === 'debug'),
    choicesProblem,
    undefined,
    firstPassUsage,
  );
  return scanGlobalOptions(argv);
}

function scanGlobalOptions(argv: readonly string[]): GlobalWords {
  const options: readonly MainOption[] = [...globalOptions, ...helpOptions];
  // The program's own name stands for the `ecr` in `aws ecr`, the first word that the AWS CLI's main parser looks for.
  const { found, rest } = scan(
    [programName, ...argv],
    options,
    choicesProblem,
    { name: 'command', required: true },
    usage,
  );
  const last = found.at(-1)?.option;
  if (last?.final === true) return last.name === 'version' ? { kind: 'version' } : { kind: 'help', words: argv };
  return { kind: 'call', given: lastOccurrences(found), rest };
}

/**
 * Takes the command and its options out of the words that the global options left; a command may be an alias.
 *
 * @param globals the global options that were given
 * @throws UsageError as the AWS CLI's parsers of a service and of an operation would
 * @throws UnknownOptionsError for words that are left over
 * @throws GeneralError for an alias that cannot be used
 */
export function takeOperation(
  words: readonly string[],
  globals: OptionWords,
  aliases: Aliases,
  trail: readonly string[] = [],
): OperationWords {
  const commands = [
    ...new Set([
      ...operationNames.map(commandLineName),
      ...aliases.keys(),
      ...ownCommands.map((command) => command.name),
    ]),
  ];
  const { positional: name = '', rest } = scan(
    words,
    [],
    choicesProblem,
    { name: 'operation', required: true, problem: (value) => choiceProblem(value, commands) },
    usage,
  );
  const alias = aliases.get(name);
  if (alias !== undefined) return resolveAlias(name, alias, rest, globals, aliases, trail);
  const operation = operationByCommandName(name);
  if (operation !== undefined) return takeOptions(operation, rest, globals);
  if (name !== completionCommand.name || rest[0] === helpCommand.name) return { kind: 'help', operation: undefined };
  if (rest.length > 1) throw new UnknownOptionsError(rest.slice(1), usage);
  return { kind: 'completion', shell: rest[0] };
}

/** Global options that would have to be known before the alias is looked up. */
const refusedInAliases = ['debug', 'profile'];

function resolveAlias(
  name: string,
  alias: Alias,
  rest: readonly string[],
  globals: OptionWords,
  aliases: Aliases,
  trail: readonly string[],
): OperationWords {
  if (alias.kind === 'shell') return { kind: 'shell', command: alias.command(rest) };
  if (trail.includes(name))
    throw new GeneralError(`The alias "${name}" stands for itself: ${[...trail, name].join(' → ')}`);
  const own = scanGlobalOptions(alias.words());
  if (own.kind === 'version') return own;
  if (own.kind === 'help') return { kind: 'help', operation: operationAmong(own.words) };
  const refused = refusedInAliases.find((option) => own.given.has(option));
  if (refused !== undefined) {
    throw new GeneralError(
      `Global parameter "--${refused}" detected in alias "${name}" which is not supported in subcommand aliases.`,
    );
  }
  const merged = new Map([...globals, ...own.given]);
  const words = [...own.rest, ...rest];
  // An alias with the name of a command is that command, whatever its first word says. (AWS CLI behaviour)
  const operation = operationByCommandName(name);
  return operation === undefined
    ? takeOperation(words, merged, aliases, [...trail, name])
    : takeOptions(operation, words.slice(1), merged);
}

function takeOptions(operation: Operation, rest: readonly string[], globals: OptionWords): OperationWords {
  if (rest.length === 1 && rest[0] === helpCommand.name) return { kind: 'help', operation };
  const scanned = scan(
    rest,
    operationOptions(operation),
    valueProblem,
    { name: helpCommand.name, required: false },
    usage,
  );
  const given = lastOccurrences(scanned.found);
  const missing = missingOptions(operation, given);
  if (missing.length > 0) throw new UsageError(`the following arguments are required: ${missing.join(', ')}`, usage);
  if (scanned.positional === helpCommand.name) return { kind: 'help', operation };
  // An empty word counts for nothing. (AWS CLI behaviour)
  const left = !scanned.positional ? scanned.rest : [...scanned.rest, scanned.positional];
  if (left.length > 0) throw new UnknownOptionsError(left, usage);
  return { kind: 'call', operation, globals, given };
}

/** The operation that `--help` stands with. */
export function operationAmong(words: readonly string[]): Operation | undefined {
  const name = operationNames.find((one) => words.includes(commandLineName(one)));
  return name === undefined ? undefined : operationByName(name);
}

/** What --profile says, for what comes before or beside the parsing of a command line. */
export function profileAmong(words: readonly string[]): string | undefined {
  return words.includes('--profile') ? words[words.lastIndexOf('--profile') + 1] : undefined;
}

/** The required options that are not there. None is required where the input comes as a whole or is only sampled. */
function missingOptions(operation: Operation, given: OptionWords): string[] {
  const skeleton = given.get(skeletonOption.name);
  const sampled = skeleton !== undefined && skeleton[0] !== 'output';
  if (sampled || inputOptions.some(({ name }) => given.has(name))) return [];
  return operation.input.members
    .filter((member) => member.required === true && !given.has(memberOption(member).name))
    .map((member) => `--${memberOption(member).name}`);
}

/** The AWS CLI checks the numbers among the global options later than their choices: `global-checks.ts`. */
function choicesProblem({ choices }: OptionDefinition, value: string): string | undefined {
  return choices === undefined ? undefined : choiceProblem(value, choices);
}

function lastOccurrences(found: readonly Found<OptionDefinition>[]): OptionWords {
  return new Map(found.map(({ option, values }) => [option.name, values]));
}
