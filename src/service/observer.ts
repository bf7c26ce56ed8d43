import type { HttpRequest } from '@smithy/types';

/** Watches a call while it is made, attempt by attempt. */
export interface CallObserver {
  /** A request goes out; signed, as it will be on the wire. */
  attempt?(request: HttpRequest): void;
  /** An attempt failed; the SDK may make another. */
  failed?(error: unknown): void;
  /** The call is over, however it went. */
  ended?(): void;
}

/** The URL of a request, as messages show it. */
export function urlOf({ protocol, hostname, port, path }: HttpRequest): string {
  return `${protocol}//${hostname}${port === undefined ? '' : `:${String(port)}`}${path}`;
}

/** Whether what the SDK hands along is an HTTP request. */
export function isHttpRequest(value: unknown): value is HttpRequest {
  return typeof value === 'object' && value !== null && 'method' in value && 'headers' in value && 'hostname' in value;
}
