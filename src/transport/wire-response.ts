import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';

import type { HttpResponse } from '@smithy/types';

import type { Value, ValueMap } from '../model/values.ts';
import { mapInJson, writeJson } from '../python/json.ts';

/** A response of a service, read to its end. */
export interface WireResponse {
  readonly status: number;
  /** By name, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded as UTF-8; what is not UTF-8 becomes U+FFFD. */
  readonly body: string;
  /** Whether all of the body is UTF-8. */
  readonly isUtf8: boolean;
}

/** In bytes: more than a hundred thousand rules. A longer body does not come from the service and may never end. */
const maxBodyLength = 64 * 1024 * 1024;

/** A response came, but its body cannot be used. */
export class UnreadableResponse extends Error {
  /** The SDK adds a hint for programmers to the message of errors that lack this member. */
  readonly $metadata: { readonly httpStatusCode?: number };

  /** @param status of the response, which decides about another attempt */
  constructor(message: string, status?: number) {
    super(message);
    this.$metadata = status === undefined ? {} : { httpStatusCode: status };
  }
}

/**
 * Reads a response to its end.
 *
 * @throws UnreadableResponse for a body that is too long, Error as the connection reports it when the body breaks off
 */
export async function readWireResponse({ statusCode, headers, body }: HttpResponse): Promise<WireResponse> {
  const bytes = await readBody(body);
  return { status: statusCode, headers: { ...headers }, body: bytes.toString('utf8'), isUtf8: isUtf8(bytes) };
}

/** The body of a response, read to its end. @throws Error as `readWireResponse` does */
export async function readBody(body: unknown): Promise<Buffer> {
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (!(body instanceof Readable)) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('The body of a response is a stream of bytes.');
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBodyLength)
      throw new UnreadableResponse(`The response is longer than ${String(maxBodyLength)} bytes.`);
  }
  return Buffer.concat(chunks);
}

/** What a service says about a failure. */
export interface ErrorDetails {
  readonly code: string;
  /** A string, unless the service sends something else. */
  readonly message: Value;
  /** Whether the message is in the member `message`, where the shapes of errors have it. */
  readonly hasMember: boolean;
}

/** Python's names for the statuses from 500 on, which the AWS CLI shows for responses of proxies and load balancers. */
const serverErrors: Readonly<Record<number, string>> = {
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

/**
 * The message for a response from a proxy or load balancer in front of the service; undefined for any other.
 * (botocore's parsers)
 */
export function gatewayErrorMessage({ status, body }: Pick<WireResponse, 'status' | 'body'>): string | undefined {
  return status >= 500 && /^\s*(?:$|<html>)/.test(body) ? (serverErrors[status] ?? '') : undefined;
}

/**
 * Code and message of an error response, as botocore's JSON parser finds them: the code in a header for clients of an
 * older protocol or in `__type`, else the status; the message in `message` or `Message`, else the whole body.
 */
export function parseErrorResponse(response: WireResponse): ErrorDetails {
  const { status, headers, body } = response;
  const plain = { code: String(status), message: body, hasMember: false };
  const gatewayMessage = gatewayErrorMessage(response);
  if (gatewayMessage !== undefined) return { ...plain, message: gatewayMessage };
  const parsed = mapInJson(body) ?? { message: body };
  const key = ['message', 'Message'].find((name) => Object.hasOwn(parsed, name));
  return {
    code: queryProtocolCode(headers) ?? codeInType(parsed['__type']) ?? plain.code,
    message: key === undefined ? '' : (parsed[key] ?? null),
    hasMember: (parsed['message'] ?? null) !== null,
  };
}

/**
 * The same for services with REST and JSON: the code is in a header, or in the body as `code`. (botocore's
 * RestJSONParser)
 */
export function parseRestErrorResponse(response: WireResponse): ErrorDetails {
  const details = parseErrorResponse(response);
  const body = mapInJson(response.body);
  const type = response.headers['x-amzn-errortype'] ?? body?.['code'] ?? body?.['Code'];
  return typeof type === 'string' ? { ...details, code: shortCode(type) } : details;
}

/**
 * An error as botocore holds it.
 *
 * @param shapes the codes of errors that have a shape in the service's model, with the member `message`
 */
export function errorMembers({ code, message, hasMember }: ErrorDetails, shapes: readonly string[]): ValueMap {
  return { Message: message, Code: code, ...(hasMember && shapes.includes(code) ? { message } : {}) };
}

/** A service's message as text, whatever type it sends. */
export function messageText(message: Value): string {
  return typeof message === 'string' ? message : writeJson(message, 'inline');
}

/** The code for clients of a service's former query protocol: `code;fault`. */
function queryProtocolCode(headers: WireResponse['headers']): string | undefined {
  const [code, ...fault] = (headers['x-amzn-query-error'] ?? '').split(';');
  return fault.length === 1 && code !== '' ? code : undefined;
}

function codeInType(type: Value | undefined): string | undefined {
  if (type === null) return '';
  return typeof type === 'string' ? shortCode(type) : undefined;
}

/** The code in an error's type: after a `#` and before a `:`. */
function shortCode(type: string): string {
  return type.split(':', 1).join('').replace(/^.*#/s, '');
}
