import { buildQueryString } from '@smithy/core/protocols';
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

/** The URL of a request or an endpoint, as messages show it. */
export function urlOf(endpoint: Pick<HttpRequest, 'protocol' | 'hostname' | 'port' | 'path' | 'query'>): string {
  const { protocol, hostname, port } = endpoint;
  return `${protocol}//${hostname}${port === undefined ? '' : `:${String(port)}`}${targetOf(endpoint)}`;
}

/** What a request names on its server. */
export function targetOf({ path, query }: Pick<HttpRequest, 'path' | 'query'>): string {
  const search = query === undefined ? '' : buildQueryString(query);
  return search === '' ? path : `${path}?${search}`;
}

/** Whether what the SDK hands along is an HTTP request. */
export function isHttpRequest(value: unknown): value is HttpRequest {
  return typeof value === 'object' && value !== null && 'method' in value && 'headers' in value && 'hostname' in value;
}
