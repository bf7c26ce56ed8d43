import { GeneralError } from '../model/errors.ts';
import { writeJson } from '../python/json.ts';
import type { StructureShape } from '../model/shapes.ts';
import { DateText, isMap, type InputValue, type Parameters } from '../model/values.ts';

/**
 * Writes the body of a request. With `parameter_validation = false` the parameters are unchecked; botocore then refuses
 * unknown ones, and turns every value that Python can iterate over into a list.
 *
 * @param shape of the operation's input
 * @throws GeneralError for an unknown parameter, a value that cannot become a list, and dates and bytes, which JSON
 *   does not have
 */
export function requestBody(parameters: Parameters, shape: StructureShape): string {
  const entries = Object.entries(parameters).map(([name, value]): [string, InputValue] => {
    const member = shape.members.find((one) => one.name === name);
    if (member === undefined)
      throw new GeneralError(
        `Unknown parameter in input: "${name}", must be one of: ${shape.members.map((one) => one.name).join(', ')}`,
      );
    requireJson(value);
    return [name, member.shape.type === 'list' ? listOf(name, value) : value];
  });
  return writeJson(Object.fromEntries(entries), 'compact');
}

function listOf(name: string, value: InputValue): readonly InputValue[] {
  if (Array.isArray(value)) return value.map((one: InputValue) => one);
  if (typeof value === 'string') return Array.from(value);
  if (isMap(value)) return Object.keys(value);
  throw new GeneralError(`${name} must be a list, not ${writeJson(value, 'inline')}`);
}

function requireJson(value: InputValue): void {
  if (value instanceof DateText)
    throw new GeneralError(
      `Object of type ${value.text.length > 'YYYY-MM-DD'.length ? 'datetime' : 'date'} is not JSON serializable`,
    );
  if (value instanceof Uint8Array) throw new GeneralError('Object of type bytes is not JSON serializable');
  if (Array.isArray(value)) value.forEach(requireJson);
  else if (isMap(value)) Object.values(value).forEach(requireJson);
}
