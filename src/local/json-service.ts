import { service as ecr } from '../model/service.ts';
import type { StructureShape } from '../model/shapes.ts';
import { isMap, type Value, type ValueMap } from '../model/values.ts';
import { parseJson } from '../python/json.ts';
import { firstViolation } from './constraints.ts';
import type { Identity } from './identity.ts';
import { invalidParameter, LocalError } from './local-error.ts';
import type { LocalResponse, LocalService } from './local-service.ts';

/** An operation of a service: its input, which is checked first, and what it does. */
export interface LocalOperation {
  readonly input: StructureShape;
  /** @throws LocalError with the error that the service would return */
  perform(input: ValueMap, caller: Identity): ValueMap;
}

/** A service of JSON 1.1, which has the operation in the X-Amz-Target header and the type of an error in `__type`. */
export function jsonService(
  { signingName, targetPrefix }: { readonly signingName: string; readonly targetPrefix: string },
  operations: Readonly<Record<string, LocalOperation>>,
): LocalService {
  const targetOf = (headers: Parameters<LocalService['serves']>[0]) => headers['x-amz-target']?.toString() ?? '';
  return {
    signingName,
    serves: (headers) => targetOf(headers).startsWith(`${targetPrefix}.`),
    respond({ method, headers, body, caller }) {
      const name = targetOf(headers).slice(targetPrefix.length + 1);
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (method !== 'POST' || operation === undefined) throw unknownOperation(name);
      const identity = caller();
      return jsonResponse(200, operation.perform(checkInput(parseBody(body), operation.input), identity));
    },
    errorResponse: jsonErrorResponse,
  };
}

/** @param name the operation, or what else the request asks for */
export function unknownOperation(name: string): LocalError {
  return new LocalError('UnknownOperationException', `ecr-local has no operation ${name}.`);
}

export function jsonErrorResponse({ type, message, status }: LocalError): LocalResponse {
  return jsonResponse(status, { __type: type, message });
}

function jsonResponse(status: number, body: ValueMap): LocalResponse {
  return { status, contentType: `application/x-amz-json-${ecr.jsonVersion}`, body: JSON.stringify(body) };
}

function parseBody(body: string): Value {
  try {
    return body === '' ? {} : parseJson(body);
  } catch {
    throw new LocalError('SerializationException', 'The request is not valid JSON.');
  }
}

/**
 * Checks the input of an operation against its shape.
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

/** Returns a member that is a text; undefined if it is missing or null. */
export function textMember(input: ValueMap, name: string): string | undefined {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
}
