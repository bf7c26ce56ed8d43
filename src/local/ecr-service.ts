import { operations } from '../model/operations.ts';
import { service } from '../model/service.ts';
import type { StructureShape } from '../model/shapes.ts';
import { isMap, type Value, type ValueMap } from '../model/values.ts';
import { parseJson } from '../python/json.ts';
import { firstViolation } from './constraints.ts';
import { invalidParameter, LocalError } from './local-error.ts';
import type { LocalResponse, LocalService } from './local-service.ts';
import type { Registries } from './registries.ts';

/** Amazon ECR: JSON 1.1, with the operation in the X-Amz-Target header and errors in `__type`. */
export function ecrService(registries: Registries): LocalService {
  return {
    signingName: service.signingName,
    respond({ method, headers, body, caller }) {
      const target = headers['x-amz-target']?.toString() ?? '';
      const operation = operations.find(({ name }) => target === `${service.targetPrefix}.${name}`);
      const perform = operation === undefined ? undefined : registries.operations[operation.name];
      if (method !== 'POST' || operation === undefined || perform === undefined)
        throw new LocalError('UnknownOperationException', '');
      return jsonResponse(200, perform(checkInput(parseBody(body), operation.input), caller));
    },
    errorResponse: ({ type, message, status }) =>
      jsonResponse(status, { __type: type, ...(message === '' ? {} : { message }) }),
  };
}

function jsonResponse(status: number, body: ValueMap): LocalResponse {
  return { status, contentType: `application/x-amz-json-${service.jsonVersion}`, body: JSON.stringify(body) };
}

function parseBody(body: string): Value {
  try {
    return body === '' ? {} : parseJson(body);
  } catch {
    throw new LocalError('SerializationException', 'The request is not valid JSON.');
  }
}

/**
 * Checks the input of an operation against the model.
 *
 * @throws LocalError for the first member that breaks a constraint
 */
export function checkInput(input: Value, shape: StructureShape): ValueMap {
  if (!isMap(input)) throw invalidParameter('The request must be a JSON object.');
  const violation = firstViolation(input, shape);
  if (violation === undefined) return input;
  throw invalidParameter(
    `Invalid parameter at '${violation.member}' failed to satisfy constraint: '${violation.constraint}'`,
  );
}
