import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

import { buildQueryString } from '@smithy/core/protocols';
import type { HttpRequest } from '@smithy/types';

/** In bytes. Node reads 16 KB by default; the AWS CLI reads more. */
export const maxHeaderSize = 64 * 1024;

const switchingProtocols = 101;

const staleConnections = new WeakSet<Error>();

/**
 * Returns whether a request failed because its connection, kept open since an earlier request, was closed before any
 * byte of a response.
 */
export function isStaleConnection(error: unknown): boolean {
  return error instanceof Error && staleConnections.has(error);
}

/** Has an agent prepare each request before it is sent. */
export function preparingRequests<A extends Agent>(agent: A): A {
  const addRequest = requestAdder(agent);
  return Object.assign(agent, {
    addRequest(request: ClientRequest, options: object): void {
      prepare(request);
      addRequest(request, options);
    },
  });
}

/**
 * Returns how Node hands a new request to an agent, before the headers are written. Agents of libraries have this
 * method, too, but Node's types leave it out.
 */
export function requestAdder(agent: Agent): (request: ClientRequest, options: object) => void {
  const addRequest: unknown = 'addRequest' in agent ? agent.addRequest : undefined;
  if (typeof addRequest !== 'function') throw new TypeError('The agent cannot take requests.');
  return (request, options) => {
    Reflect.apply(addRequest, agent, [request, options]);
  };
}

function prepare(request: ClientRequest): void {
  Object.assign(request, { maxHeaderSize });
  noteStaleConnection(request);
  request.once('response', (response) => {
    // The body of this response would not end.
    if (response.statusCode === switchingProtocols) response.push(null);
    // Node reports that it cannot parse a body only to the request, and to the response that it is not complete.
    request.on('error', (error) => {
      if (!response.complete) response.destroy(error);
    });
  });
  // Without a listener, Node would report the response with status 101 as a closed connection.
  request.once('upgrade', (response: IncomingMessage, socket) => {
    socket.destroy();
    request.emit('response', response);
  });
}

function noteStaleConnection(request: ClientRequest): void {
  request.once('socket', (socket: Socket) => {
    const { bytesRead } = socket;
    request.once('error', (error) => {
      if (request.reusedSocket && socket.bytesRead === bytesRead) staleConnections.add(error);
    });
  });
}

/** The URL of a request or an endpoint, as messages show it. */
export function urlOf({
  protocol,
  hostname,
  port,
  path,
  query,
}: Pick<HttpRequest, 'protocol' | 'hostname' | 'port' | 'path' | 'query'>): string {
  const search = query === undefined ? '' : buildQueryString(query);
  return `${protocol}//${hostname}${port === undefined ? '' : `:${String(port)}`}${path}${search === '' ? '' : `?${search}`}`;
}

/** Whether a value from the SDK's middleware is an HTTP request. */
export function isHttpRequest(value: unknown): value is HttpRequest {
  return typeof value === 'object' && value !== null && 'method' in value && 'headers' in value && 'hostname' in value;
}
