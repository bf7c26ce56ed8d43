import { UnknownOptionsError, UsageError } from '../errors.ts';
import { globalOptions, inputOptions, skeletonOption, type OptionDefinition } from '../model/options.ts';
import { commandName, operationByCommandName, operations } from '../model/operations.ts';
import type { Operation } from '../model/shapes.ts';
import { memberOption, operationOptions } from './operation-options.ts';
import { choiceProblem, valueProblem } from './problems.ts';
import { scan, type Found, type Rule } from './scan.ts';
import { firstPassUsage, programName, usage } from './usage.ts';

/** The options that were given, by name, each with the values of its last occurrence. */
export type Given = ReadonlyMap<string, readonly string[]>;

export type GlobalWords =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly words: readonly string[] }
  | { readonly kind: 'call'; readonly given: Given; readonly rest: readonly string[] };

export type OperationWords =
  | { readonly kind: 'help'; readonly operation: Operation | undefined }
  | { readonly kind: 'call'; readonly operation: Operation; readonly given: Given };

/** `help` stands where a command or a command's first word may stand. */
const helpWord = 'help';

/** Extensions: the AWS CLI has no such options. They are taken only when written in full. */
const helpOptions: readonly Rule[] = ['--help', '-h'].map((option) => ({ option, arity: 'none', final: true, exact: true }));

/**
 * Takes the global options out of a command line, wherever they stand.
 *
 * @throws UsageError as the AWS CLI's first two parsers would
 */
export function takeGlobalOptions(argv: readonly string[]): GlobalWords {
  scan(argv, globalOptions.filter(({ name }) => name === 'profile' || name === 'debug').map(rule), undefined, firstPassUsage);
  const rules = [...globalOptions.map(rule), ...helpOptions];
  // The program's own name stands for the `ecr` in `aws ecr`, the first word that the AWS CLI's main parser looks for.
  const { found, rest } = scan([programName, ...argv], rules, { name: 'command', required: true }, usage);
  const last = found.at(-1)?.rule;
  if (last?.final === true) return last.option === '--version' ? { kind: 'version' } : { kind: 'help', words: argv };
  return { kind: 'call', given: lastOccurrences(found), rest };
}

/**
 * Takes the command and its options out of the words that the global options left.
 *
 * @throws UsageError as the AWS CLI's parsers of a service and of an operation would
 * @throws UnknownOptionsError for words that are left over
 */
export function takeOperation(words: readonly string[]): OperationWords {
  const commands = [...operations.map(commandName), helpWord];
  const service = scan(words, [], { name: 'operation', required: true, problem: (value) => choiceProblem(value, commands) }, usage);
  const operation = operationByCommandName(service.positional ?? '');
  if (operation === undefined) return { kind: 'help', operation: undefined };

  const rest = service.rest;
  if (rest.length === 1 && rest[0] === helpWord) return { kind: 'help', operation };
  const scanned = scan(rest, operationOptions(operation).map(rule), { name: helpWord, required: false }, usage);
  const given = lastOccurrences(scanned.found);
  const missing = missingOptions(operation, given);
  if (missing.length > 0) throw new UsageError(`the following arguments are required: ${missing.join(', ')}`, usage);
  if (scanned.positional === helpWord) return { kind: 'help', operation };
  const left = scanned.positional === undefined ? scanned.rest : [...scanned.rest, scanned.positional];
  if (left.length > 0) throw new UnknownOptionsError(left, usage);
  return { kind: 'call', operation, given };
}

/** The operation that `--help` stands with. */
export function operationAmong(words: readonly string[]): Operation | undefined {
  return operations.find((operation) => words.includes(commandName(operation)));
}

/** The required options that are not there. None is required where the input comes as a whole or is only sampled. */
function missingOptions(operation: Operation, given: Given): string[] {
  const skeleton = given.get(skeletonOption.name);
  const sampled = skeleton !== undefined && skeleton[0] !== 'output';
  if (sampled || inputOptions.some(({ name }) => given.has(name))) return [];
  return operation.input.members
    .filter((member) => member.required === true && !given.has(memberOption(member).name))
    .map((member) => `--${memberOption(member).name}`);
}

function rule(definition: OptionDefinition): Rule {
  const arity = { nothing: 'none', text: 'one', integer: 'one', texts: 'many', 'optional text': 'optional' } as const;
  return {
    option: `--${definition.name}`,
    arity: arity[definition.takes],
    final: definition.name === 'version',
    problem: (value) => valueProblem(definition, value),
  };
}

function lastOccurrences(found: readonly Found[]): Given {
  return new Map(found.map(({ rule: { option }, values }) => [option.replace(/^-+/, ''), values]));
}
