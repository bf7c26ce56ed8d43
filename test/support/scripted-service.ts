import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';

import { listen } from './listen.ts';

/** A request as it arrived. */
export interface ReceivedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  /** The operation that `X-Amz-Target` names, without its service; undefined for a request of another protocol. */
  readonly operation: string | undefined;
  /** Of the credentials that signed the request. */
  readonly accessKeyId: string | undefined;
  readonly sessionToken: string | undefined;
}

/** A response in parts, bytes that take the place of one, or a connection that is closed without a response. */
export type ScriptedResponse =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** An object is sent as JSON. */
      readonly body?: object | string | Uint8Array;
      /** In milliseconds. */
      readonly delay?: number;
    }
  | { readonly bytes: Uint8Array }
  | { readonly close: true }
  | { readonly stream: (response: http.ServerResponse) => void };

/** Decides on the response. `count` is how many requests have arrived, this one included. */
export type Script = (request: ReceivedRequest, count: number) => ScriptedResponse;

export interface ScriptedService {
  /** Without a slash at its end. */
  readonly url: string;
  /** All requests so far. Tests may empty it. */
  readonly requests: ReceivedRequest[];
  /** Resolves when this many requests have arrived. */
  received(count: number): Promise<void>;
  close(): void;
}

/**
 * Starts a server on a free port of this machine that responds as a script says.
 *
 * @param certificate for HTTPS; HTTP without one
 */
export async function startScriptedService(
  script: Script,
  certificate?: https.ServerOptions,
): Promise<ScriptedService> {
  const requests: ReceivedRequest[] = [];
  const waiting = new Set<{ readonly count: number; readonly resolve: () => void }>();
  let count = 0;
  const listener: http.RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const received = receivedRequest(request, Buffer.concat(chunks).toString());
      requests.push(received);
      count++;
      for (const one of waiting) if (one.count <= count) one.resolve();
      respond(script(received, count), response, request.socket);
    });
  };
  const server = certificate === undefined ? http.createServer(listener) : https.createServer(certificate, listener);
  const port = await listen(server);
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${String(port)}`,
    requests,
    received: (expected) =>
      new Promise((resolve) => {
        if (expected <= count) resolve();
        else waiting.add({ count: expected, resolve });
      }),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function receivedRequest({ method = '', url = '', headers }: http.IncomingMessage, body: string): ReceivedRequest {
  const token = headers['x-amz-security-token'];
  return {
    method,
    path: url,
    headers,
    body,
    operation: /[^.]*$/.exec(String(headers['x-amz-target'] ?? ''))?.[0] || undefined,
    accessKeyId: /Credential=([^/]+)/.exec(headers.authorization ?? '')?.[1],
    sessionToken: typeof token === 'string' ? token : undefined,
  };
}

function respond(scripted: ScriptedResponse, response: http.ServerResponse, socket: Socket): void {
  if ('bytes' in scripted) socket.end(scripted.bytes);
  else if ('close' in scripted) socket.destroy();
  else if ('stream' in scripted) scripted.stream(response);
  else {
    const { status = 200, headers, body = {}, delay = 0 } = scripted;
    setTimeout(() => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers });
      response.end(typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body));
    }, delay);
  }
}
