import { HttpRequest, type HttpHandler } from '@smithy/core/protocols';

import { version } from '../platform/version.ts';
import { readWireResponse, type WireResponse } from './wire-response.ts';

/**
 * Sends a request without a signature, as the services for instances, containers and tokens expect it.
 *
 * @throws Error as the handler reports it when no response comes
 */
export async function sendPlainRequest(
  handler: HttpHandler,
  method: 'GET' | 'PUT' | 'POST',
  { protocol, hostname, port, host, pathname, search }: URL,
  headers: Readonly<Record<string, string>>,
  body?: string,
): Promise<WireResponse> {
  const request = new HttpRequest({
    method,
    protocol,
    hostname,
    ...(port === '' ? {} : { port: Number(port) }),
    path: `${pathname}${search}`,
    headers: { host, 'user-agent': `ecr-cli/${version}`, ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const { response } = await handler.handle(request);
  return readWireResponse(response);
}
