import type { HttpResponse } from '@smithy/types';

import { parseJson, writeJson } from '../python/json.ts';
import { serviceErrors } from '../model/service-errors.ts';
import { isMap, type Value, type ValueMap } from '../model/values.ts';
import type { Answer } from './answer.ts';

/**
 * The service answered a call with an error. The SDK's retries look at `name`, `$metadata` and `$response`, and
 * decide by them whether the call is made again.
 */
export class AnsweredWithError extends Error {
  readonly $fault: 'client' | 'server';
  readonly $metadata: { readonly httpStatusCode: number; readonly attempts?: number };
  readonly $response: HttpResponse;
  /** The error as botocore holds it. */
  readonly members: ValueMap;

  constructor(answer: Answer) {
    const { code, message, hasMember } = readError(answer);
    super(messageText(message));
    this.name = code;
    this.$fault = answer.status >= 500 ? 'server' : 'client';
    this.$metadata = { httpStatusCode: answer.status };
    this.members = { Message: message, Code: code, ...(hasMember && serviceErrors.includes(code) ? { message } : {}) };
    this.$response = { statusCode: answer.status, headers: { ...answer.headers } };
  }
}

/** Python's words for what a proxy or load balancer answers, which the AWS CLI shows. */
const serverFailures: Readonly<Record<number, string>> = {
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
  506: 'Variant Also Negotiates',
  507: 'Insufficient Storage',
  508: 'Loop Detected',
  510: 'Not Extended',
  511: 'Network Authentication Required',
};

/** What a proxy or load balancer says that has answered in the service's place; undefined where the service has. (botocore) */
export function serverFailure({ status, body }: Pick<Answer, 'status' | 'body'>): string | undefined {
  return status >= 500 && /^\s*(?:$|<html>)/.test(body) ? (serverFailures[status] ?? '') : undefined;
}

/** What an error answer says. */
export interface ToldError {
  readonly code: string;
  /** A text, unless the service says something else. */
  readonly message: Value;
  /** Whether the message stands where the shapes of errors have it, as their member `message`. */
  readonly hasMember: boolean;
}

/**
 * Code and message of an error answer, as botocore's JSON parser finds them: the code in a header for clients of an older
 * protocol or in `__type`, else the status; the message in `message` or `Message`, else the body as it is.
 */
export function readError({ status, headers, body }: Answer): ToldError {
  const plain = { code: String(status), message: body, hasMember: false };
  const failure = serverFailure({ status, body });
  if (failure !== undefined) return { ...plain, message: failure };
  if (body === '') return plain;
  let parsed: Value;
  try {
    parsed = parseJson(body);
  } catch {
    return plain;
  }
  if (!isMap(parsed)) return plain;
  const told = ['message', 'Message'].find((name) => Object.hasOwn(parsed, name));
  return {
    code: codeForOlderClients(headers) ?? codeIn(parsed['__type']) ?? plain.code,
    message: told === undefined ? '' : (parsed[told] ?? null),
    hasMember: (parsed['message'] ?? null) !== null,
  };
}

/** What a sentence says where a service's message is no text. */
export function messageText(message: Value): string {
  return typeof message === 'string' ? message : writeJson(message, 'inline');
}

/** What a service that once had another protocol tells its clients: `code;fault`. */
function codeForOlderClients(headers: Answer['headers']): string | undefined {
  const [code, ...fault] = (headers['x-amzn-query-error'] ?? '').split(';');
  return fault.length === 1 && code !== '' ? code : undefined;
}

function codeIn(type: Value | undefined): string | undefined {
  if (type === null) return '';
  return typeof type === 'string' ? codeOf(type) : undefined;
}

/** The code in an error's type: after a `#` and before a `:`. */
export function codeOf(type: string): string {
  return type.split(':', 1).join('').replace(/^.*#/s, '');
}
