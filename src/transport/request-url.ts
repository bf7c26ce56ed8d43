import { buildQueryString } from '@smithy/core/protocols';
import type { HttpRequest } from '@smithy/types';

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
