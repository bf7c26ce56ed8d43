import { STATUS_CODES } from 'node:http';

import type { HttpResponse } from '@smithy/types';

import { parseJson } from '../json.ts';
import { isMap, type Value } from '../values.ts';
import type { Answer } from './answer.ts';

/**
 * The service answered a call with an error. The SDK's retries look at `name`, `$metadata` and `$response`, and
 * decide by them whether the call is made again.
 */
export class AnsweredWithError extends Error {
  readonly $fault: 'client' | 'server';
  readonly $metadata: { readonly httpStatusCode: number; readonly attempts?: number };
  readonly $response: HttpResponse;

  constructor(answer: Answer) {
    const { code, message } = readError(answer);
    super(message);
    this.name = code;
    this.$fault = answer.status >= 500 ? 'server' : 'client';
    this.$metadata = { httpStatusCode: answer.status };
    this.$response = { statusCode: answer.status, headers: { ...answer.headers } };
  }
}

/**
 * Code and message of an error answer, as botocore's JSON parser finds them: the code in `__type`, after a `#` and
 * before a `:`, else the status; the message in `message` or `Message`, else the body as it is.
 */
function readError({ status, body }: Answer): { code: string; message: string } {
  // A proxy or load balancer answered in the service's place.
  const generic = status >= 500 && /^\s*(?:$|<html>)/.test(body);
  if (generic) return { code: String(status), message: STATUS_CODES[status] ?? '' };
  if (body === '') return { code: String(status), message: '' };
  let parsed: Value;
  try {
    parsed = parseJson(body);
  } catch {
    return { code: String(status), message: body };
  }
  if (!isMap(parsed)) return { code: String(status), message: body };
  const type = parsed['__type'];
  const code = typeof type === 'string' ? type.split(':', 1).join('').replace(/^.*#/s, '') : String(status);
  const message = parsed['message'] ?? parsed['Message'] ?? '';
  return { code, message: typeof message === 'string' ? message : JSON.stringify(message) };
}
