import type { Invocation } from '../command-line/invocation.ts';
import { memberOption } from '../command-line/operation-options.ts';
import { integerProblem, integerValue } from '../python/int.ts';
import { usage } from '../command-line/usage.ts';
import { ParameterError, UsageError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import type { Member, Shape } from '../model/shapes.ts';
import { parseJson } from '../python/json.ts';
import {
  isInputMap,
  isList,
  mapOf,
  typeInWords,
  type InputValue,
  type Parameters,
  type Value,
} from '../model/values.ts';
import { resolveParameterFile } from './parameter-file.ts';

/**
 * The parameters of a call: those of the command line, over those of --cli-input-json or --cli-input-yaml.
 *
 * @throws ParameterError when a value or a file cannot be read; first for what was typed
 */
export async function readParameters(invocation: Invocation, io: Io): Promise<Parameters> {
  return completed(typedParameters(invocation, io), await wholeInput(invocation, io));
}

/** The parameters that were typed as options. @throws ParameterError */
export function typedParameters({ operation, members }: Invocation, io: Io): Parameters {
  return Object.fromEntries(
    operation.input.members.flatMap((member) => {
      const value = members.get(member.name);
      return value === undefined ? [] : [[member.name, memberValue(member, value, io)]];
    }),
  );
}

/** Typed parameters win over those of the whole input. */
export function completed(typed: Parameters, whole: Parameters): Parameters {
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

/** The parameters in --cli-input-json or --cli-input-yaml; empty without either. @throws ParameterError */
export async function wholeInput({ options }: Invocation, io: Io): Promise<Parameters> {
  const { cliInputJson, cliInputYaml } = options;
  if (cliInputJson !== undefined && cliInputYaml !== undefined) {
    throw new ParameterError('Only one --cli-input- parameter may be specified.');
  }
  if (cliInputJson !== undefined) return readInput('cli-input-json', 'JSON', cliInputJson, parseJson, io);
  if (cliInputYaml === undefined) return {};
  const { parseYaml } = await import('../yaml/reader.ts');
  return readInput('cli-input-yaml', 'YAML', cliInputYaml, parseYaml, io);
}

function readInput(
  name: string,
  language: string,
  given: string,
  parse: (text: string) => InputValue,
  io: Io,
): Parameters {
  const content = resolveParameterFile(`--${name}`, given, io);
  let value: InputValue;
  try {
    value = parse(typeof content === 'string' ? content : content.toString('utf8'));
  } catch {
    throw new ParameterError(`Error parsing parameter '${name}': Invalid ${language} received.`);
  }
  if (isInputMap(value)) return value;
  throw new ParameterError(
    `Error parsing parameter '--${name}': Invalid type: expecting map, received ${typeInWords(value)}`,
  );
}
