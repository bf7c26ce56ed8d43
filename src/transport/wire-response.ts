import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';

import type { HttpResponse } from '@smithy/types';

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
