import type { Invocation } from '../command-line/invocation.ts';
import { memberOption } from '../command-line/operation-options.ts';
import { GeneralError, ParameterError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { Member, Shape } from '../model/shapes.ts';
import { parseJson } from '../json.ts';
import { isList, isMap, type InputValue, type Value, type ValueMap } from '../values.ts';
import { resolveParameterFile } from './parameter-file.ts';

export type Parameters = Readonly<Record<string, InputValue>>;

/**
 * The parameters of a call: those of the command line, over those of --cli-input-json.
 *
 * @throws ParameterError when a value or a file cannot be read
 */
export function readParameters(invocation: Invocation, io: Io): Parameters {
  const given: Record<string, InputValue> = {};
  for (const member of invocation.operation.input.members) {
    const value = invocation.members.get(member.name);
    if (value !== undefined) given[member.name] = memberValue(member, value, io);
  }
  return { ...wholeInput(invocation, io), ...given };
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
      if (!/^\s*[+-]?\d+\s*$/.test(text)) throw new GeneralError(`invalid literal for int() with base 10: '${text}'`);
      return Number(text);
    case 'list':
      return text.trimStart().startsWith('[') ? jsonList(text, option) : [text];
    case 'string':
    case 'boolean':
    case 'timestamp':
    case 'structure':
      return text;
  }
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

function wholeInput({ options }: Invocation, io: Io): ValueMap {
  const { cliInputJson } = options;
  if (cliInputJson === undefined) return {};
  const content = resolveParameterFile('--cli-input-json', cliInputJson, io);
  let value: Value;
  try {
    value = parseJson(typeof content === 'string' ? content : content.toString('utf8'));
  } catch {
    throw new ParameterError("Error parsing parameter 'cli-input-json': Invalid JSON received.");
  }
  if (isMap(value)) return value;
  const type = value === null ? 'null' : isList(value) ? 'list' : typeof value;
  throw new ParameterError(`Error parsing parameter '--cli-input-json': Invalid type: expecting map, received ${type}`);
}
