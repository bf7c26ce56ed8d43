import { GeneralError } from '../errors.ts';
import { writeJson } from '../json.ts';
import { DateText, isMap, type InputValue, type Parameters } from '../values.ts';

/**
 * The parameters as they are sent.
 *
 * @throws GeneralError for a date or bytes, which JSON does not have; with `parameter_validation = false` nothing has
 *   refused them before
 */
export function requestBody(parameters: Parameters): string {
  for (const value of Object.values(parameters)) requireJson(value);
  return writeJson(parameters, 'compact');
}

function requireJson(value: InputValue): void {
  if (value instanceof DateText) throw new GeneralError(`Object of type ${value.text.length > 'YYYY-MM-DD'.length ? 'datetime' : 'date'} is not JSON serializable`);
  if (value instanceof Uint8Array) throw new GeneralError('Object of type bytes is not JSON serializable');
  if (Array.isArray(value)) value.forEach(requireJson);
  else if (isMap(value)) Object.values(value).forEach(requireJson);
}
