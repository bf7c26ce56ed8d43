import { usage } from '../command-line/argparse.ts';
import type { Invocation } from '../command-line/invocation.ts';
import { memberOption } from '../command-line/operation-options.ts';
import { UsageError } from '../model/errors.ts';
import type { Member, Shape } from '../model/shapes.ts';
import { type InputValue, isList, mapOf, type Parameters, type Value } from '../model/values.ts';
import type { Io } from '../platform/io.ts';
import { integerProblem, integerValue } from '../python/integers.ts';
import { parseJson } from '../python/json.ts';
import { parameterError, readParameterFile } from './parameter-file.ts';
import { wholeInput } from './whole-input.ts';

/**
 * Reads the parameters of a call from the options and from --cli-input-json or --cli-input-yaml. Options take
 * precedence.
 *
 * @throws ParameterError when a value or a file cannot be read; errors in options come first
 */
export async function readParameters(invocation: Invocation, io: Io): Promise<Parameters> {
  return completed(typedParameters(invocation, io), await wholeInput(invocation, io));
}

/**
 * Reads the parameters that are options.
 *
 * @throws ParameterError when a value or its file cannot be read
 */
export function typedParameters({ operation, members }: Invocation, io: Io): Parameters {
  const typed: Record<string, InputValue> = {};
  for (const member of operation.input.members) {
    const value = members.get(member.name);
    if (value !== undefined) typed[member.name] = memberValue(member, value, io);
  }
  return typed;
}

/** Adds the parameters of the whole input that are not typed as options. */
export function completed(typed: Parameters, whole: Parameters): Parameters {
  return mapOf([...Object.entries(typed), ...Object.entries(whole).filter(([name]) => !Object.hasOwn(typed, name))]);
}

function memberValue(member: Member, value: string | readonly string[], io: Io): InputValue {
  const option = `--${memberOption(member).name}`;
  // A list with one element is read like a single value. (AWS CLI behavior)
  const values = typeof value === 'string' ? [value] : value;
  const [single, ...others] = values;
  if (single === undefined || others.length > 0) return [...values];
  const content = readParameterFile(option, single, io);
  return typeof content === 'string' ? fromText(content, member.shape, option) : content;
}

/** Converts the text of an option to a value of the member's shape. */
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

/** The AWS CLI prints Python's error and exits with 255. Here it is a usage error, like an invalid timeout. */
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
    throw parameterError(option, `Invalid JSON received: ${text}`);
  }
  return isList(value) ? value : [value];
}
