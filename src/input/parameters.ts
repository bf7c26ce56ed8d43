import type { Invocation } from '../command-line/invocation.ts';
import { memberOption } from '../command-line/operation-options.ts';
import { integerProblem, integerValue } from '../command-line/problems.ts';
import { usage } from '../command-line/usage.ts';
import { ParameterError, UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { Member, Shape } from '../model/shapes.ts';
import { parseJson } from '../json.ts';
import { isInputMap, isList, mapOf, typeInWords, type InputValue, type Parameters, type Value } from '../values.ts';
import type { Listing } from './listing.ts';
import { resolveParameterFile } from './parameter-file.ts';

/**
 * The parameters of a call, the first one of a listing, and how such a listing goes on.
 *
 * @throws ParameterError when a value or a file cannot be read, or options contradict each other
 */
export async function readCall(invocation: Invocation, io: Io): Promise<{ readonly parameters: Parameters; readonly listing: Listing | undefined }> {
  const { paginator } = invocation.operation;
  if (paginator === undefined) return { parameters: await readParameters(invocation, io), listing: undefined };
  const { checkListingOptions, planListing, warnOfMaxItems } = await import('./listing.ts');
  checkListingOptions(invocation, paginator);
  const typed = typedParameters(invocation, io);
  await warnOfMaxItems(invocation, io);
  return planListing(invocation, paginator, completed(typed, await wholeInput(invocation, io)));
}

/**
 * The parameters of a call: those of the command line, over those of --cli-input-json or --cli-input-yaml.
 *
 * @throws ParameterError when a value or a file cannot be read; first for what was typed
 */
export async function readParameters(invocation: Invocation, io: Io): Promise<Parameters> {
  return completed(typedParameters(invocation, io), await wholeInput(invocation, io));
}

function typedParameters({ operation, members }: Invocation, io: Io): Parameters {
  return Object.fromEntries(
    operation.input.members.flatMap((member) => {
      const value = members.get(member.name);
      return value === undefined ? [] : [[member.name, memberValue(member, value, io)]];
    }),
  );
}

/** What was typed, and of the whole input what was not. */
function completed(typed: Parameters, whole: Parameters): Parameters {
  return mapOf([...Object.entries(typed), ...Object.entries(whole).filter(([name]) => !Object.hasOwn(typed, name))]);
}

function memberValue(member: Member, value: string | readonly string[], io: Io): InputValue {
  const option = `--${memberOption(member).name}`;
  const only = typeof value === 'string' ? value : value.length === 1 ? value[0] : undefined;
  const content = only === undefined ? value : resolveParameterFile(option, only, io);
  if (content instanceof Uint8Array) return content;
  return typeof content === 'string' ? fromText(content, member.shape, option) : [...content];
}

/** The value that a text stands for, in a member of this shape. */
function fromText(text: string, shape: Shape, option: string): InputValue {
  switch (shape.type) {
    case 'integer':
      return integer(text, option);
    case 'list':
      return text.trimStart().startsWith('[') ? jsonList(text, option) : [text];
    case 'string':
    case 'boolean':
    case 'timestamp':
    case 'structure':
      return text;
  }
}

/** The AWS CLI lets Python's complaint through, with 255; here it is told like a bad timeout. */
function integer(text: string, option: string): number {
  const problem = integerProblem(text);
  if (problem !== undefined) throw new UsageError(`argument ${option}: ${problem}`, usage);
  return integerValue(text);
}

function jsonList(text: string, option: string): readonly Value[] {
  let value: Value;
  try {
    value = parseJson(text);
  } catch {
    throw new ParameterError(`Error parsing parameter '${option}': Invalid JSON received: ${text}`);
  }
  return isList(value) ? value : [value];
}

/** The input that was given as a whole; empty where none was. */
async function wholeInput({ options }: Invocation, io: Io): Promise<Parameters> {
  const { cliInputJson, cliInputYaml } = options;
  if (cliInputJson !== undefined && cliInputYaml !== undefined) {
    throw new ParameterError('Only one --cli-input- parameter may be specified.');
  }
  if (cliInputJson !== undefined) return readInput('cli-input-json', 'JSON', cliInputJson, parseJson, io);
  if (cliInputYaml === undefined) return {};
  const { parseYaml } = await import('./yaml.ts');
  return readInput('cli-input-yaml', 'YAML', cliInputYaml, parseYaml, io);
}

function readInput(name: string, language: string, given: string, parse: (text: string) => InputValue, io: Io): Parameters {
  const content = resolveParameterFile(`--${name}`, given, io);
  let value: InputValue;
  try {
    value = parse(typeof content === 'string' ? content : content.toString('utf8'));
  } catch {
    throw new ParameterError(`Error parsing parameter '${name}': Invalid ${language} received.`);
  }
  if (isInputMap(value)) return value;
  throw new ParameterError(`Error parsing parameter '--${name}': Invalid type: expecting map, received ${typeInWords(value)}`);
}
