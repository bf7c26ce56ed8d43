import type { Socket } from 'node:net';

import type { HttpHandler } from '@smithy/core/protocols';
import type { HttpRequest, HttpResponse } from '@smithy/types';

import { AnswerReader } from './answer-reader.ts';
import { targetOf } from '../service/observer.ts';
import { openConnection, type Connections, type Destination } from './connection.ts';
import { outcome } from './socket-outcome.ts';

/**
 * Carries the SDK's requests over connections of its own, one after the other, in place of Node's `http`: that takes a
 * tenth of a call to load and to use, and refuses answers that the AWS CLI takes (see `answer-reader.ts`).
 */
export class DirectHandler implements HttpHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #connections: Connections;
  /** A connection that the last request has left open. */
  #idle: { readonly socket: Socket; readonly origin: string; readonly discard: () => void } | undefined;

  constructor(connections: Connections) {
    this.#connections = connections;
  }

  async handle(request: HttpRequest): Promise<{ response: HttpResponse }> {
    const bytes = written(request);
    const origin = `${request.protocol}//${request.hostname}:${String(request.port)}`;
    const socket = this.#takeIdle(origin) ?? (await openConnection(destination(request), this.#connections));
    const reader = new AnswerReader();
    await this.#exchange(socket, bytes, reader);
    if (reader.isReusable) this.#keep(socket, origin);
    else socket.destroy();
    return { response: { statusCode: reader.status, headers: Object.fromEntries(reader.headers), body: reader.body } };
  }

  destroy(): void {
    this.#idle?.socket.destroy();
    this.#idle = undefined;
  }

  /** Its settings are its own: the SDK has none that it should take. */
  updateHttpClientConfig(): void {
    return undefined;
  }

  httpHandlerConfigs(): object {
    return {};
  }

  async #exchange(socket: Socket, bytes: Buffer, reader: AnswerReader): Promise<void> {
    const answered = outcome(
      socket,
      () => (socket.connecting ? 'connect' : 'read'),
      (settle) => {
        const read = (step: () => boolean): void => {
          try {
            if (step()) settle();
          } catch (error) {
            if (!(error instanceof Error)) throw error;
            settle(error);
          }
        };
        return {
          data: (chunk) => {
            read(() => reader.push(chunk));
          },
          end: () => {
            read(() => {
              reader.end();
              return true;
            });
          },
        };
      },
    );
    socket.write(bytes);
    try {
      await answered;
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  #takeIdle(origin: string): Socket | undefined {
    const idle = this.#idle;
    this.#idle = undefined;
    if (idle === undefined) return undefined;
    const isGood = idle.origin === origin && idle.socket.readyState === 'open';
    if (isGood) return idle.socket.off('data', idle.discard).ref();
    idle.socket.destroy();
    return undefined;
  }

  #keep(socket: Socket, origin: string): void {
    this.#idle?.socket.destroy();
    // What comes without having been asked for would be taken for the next answer.
    const discard = () => socket.destroy();
    this.#idle = { socket: socket.on('data', discard).unref(), origin, discard };
  }
}

function destination({ protocol, hostname, port }: HttpRequest): Destination {
  const isSecure = protocol === 'https:';
  return { isSecure, host: hostname.replace(/^\[|\]$/g, ''), port: port ?? (isSecure ? 443 : 80) };
}

/** A request as it goes over the wire. @throws TypeError for what no request can have in it */
function written({ method, path, query = {}, headers, body }: HttpRequest): Buffer {
  const content = body === undefined ? '' : requireBody(body);
  const target = targetOf({ path, query });
  if (/[^\x21-\xff]/.test(target)) throw new TypeError('Request path contains unescaped characters');
  let head = `${method} ${target} HTTP/1.1\r\n`;
  let hasLength = false;
  for (const [name, value] of Object.entries(headers)) {
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) throw new TypeError(`Invalid character in header content ["${name}"]`);
    hasLength ||= name.toLowerCase() === 'content-length';
    head += `${name}: ${value}\r\n`;
  }
  if (!hasLength && method !== 'GET') head += `content-length: ${String(Buffer.byteLength(content))}\r\n`;
  return Buffer.concat([
    Buffer.from(`${head}\r\n`, 'latin1'),
    typeof content === 'string' ? Buffer.from(content) : content,
  ]);
}

/** The SDK's requests here have their bodies whole. */
function requireBody(body: unknown): string | Uint8Array {
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  throw new TypeError('The body of a request has to be there at once.');
}
