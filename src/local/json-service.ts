import type http from 'node:http';

import { service as ecr } from '../model/service.ts';
import {
  type IntegerShape,
  matchesPattern,
  type Shape,
  type StringShape,
  type StructureShape,
} from '../model/shapes.ts';
import { isList, isMap, type Value, type ValueMap } from '../model/values.ts';
import { parseJson } from '../python/json.ts';
import type { Identity } from './identity.ts';
import { invalidParameter, LocalError } from './local-error.ts';

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

/** A member of a request that breaks a constraint of the model. */
export interface Violation {
  readonly member: string;
  /** The constraint in the words of the service. */
  readonly constraint: string;
}

/**
 * Checks a request against all bounds and patterns of the model, as the service does. The command line checks only
 * some of them before it sends.
 *
 * @returns the first violation in the order of the members
 */
export function firstViolation(input: ValueMap, shape: StructureShape): Violation | undefined {
  for (const { name, shape: memberShape, required } of shape.members) {
    const value = input[name] ?? null;
    const constraint = value === null ? missing(required) : brokenConstraint(value, memberShape);
    if (constraint !== undefined) return { member: name, constraint };
  }
  return undefined;
}

function missing(required: boolean | undefined): string | undefined {
  return required === true ? 'Member must not be null' : undefined;
}

function brokenConstraint(value: Value, shape: Shape): string | undefined {
  switch (shape.type) {
    case 'string':
      return typeof value === 'string' ? brokenByString(value, shape) : 'Member must be a string';
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value)
        ? outOfBounds('value', value, shape)
        : 'Member must be an integer';
    case 'list':
      if (!isList(value)) return 'Member must be a list';
      return (
        outOfBounds('length', value.length, shape) ??
        value.map((element) => brokenConstraint(element, shape.member)).find((constraint) => constraint !== undefined)
      );
    case 'boolean':
    case 'timestamp':
    case 'structure':
      return undefined;
  }
}

function brokenByString(value: string, shape: StringShape): string | undefined {
  const bound = outOfBounds('length', value.length, shape);
  if (bound !== undefined) return bound;
  if (shape.pattern !== undefined && !matchesPattern(value, shape.pattern))
    return `Member must satisfy regular expression pattern: ${shape.pattern}`;
  if (shape.enumeration !== undefined && !shape.enumeration.includes(value))
    return `Member must satisfy enum value set: [${shape.enumeration.join(', ')}]`;
  return undefined;
}

function outOfBounds(
  measure: 'length' | 'value',
  size: number,
  { min = -Infinity, max = Infinity }: Pick<IntegerShape, 'min' | 'max'>,
): string | undefined {
  if (size < min) return `Member must have ${measure} greater than or equal to ${String(min)}`;
  if (size > max) return `Member must have ${measure} less than or equal to ${String(max)}`;
  return undefined;
}

export interface LocalRequest {
  readonly method: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  /** The ID of the request, for responses that repeat it in their body. */
  readonly requestId: string;
  /**
   * Identifies the caller by the signature.
   *
   * @throws LocalError for a signature that is missing, malformed or for another service
   */
  readonly caller: () => Identity;
}

export interface LocalResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** A service of the local endpoint: its operations and its wire protocol. */
export interface LocalService {
  /** The service's name in the credential scope of a signature. */
  readonly signingName: string;
  /** Returns whether a request is for this service. */
  serves(headers: http.IncomingHttpHeaders): boolean;
  /** @throws LocalError with the error that the service would return */
  respond(request: LocalRequest): LocalResponse;
  errorResponse(error: LocalError, requestId: string): LocalResponse;
}
