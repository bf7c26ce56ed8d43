import { HttpRequest, type HttpHandler } from '@smithy/core/protocols';

import { version } from '../platform/version.ts';
import { readBody } from './answer-body.ts';

/** What came back. */
export interface Told {
  readonly status: number;
  readonly text: string;
}

/**
 * Asks a service that knows no signature: that of an instance, of a container, or the one that renews tokens.
 *
 * @throws whatever keeps the handler from an answer
 */
export async function ask(
  handler: HttpHandler,
  method: 'GET' | 'PUT' | 'POST',
  { protocol, hostname, port, host, pathname, search }: URL,
  headers: Readonly<Record<string, string>>,
  body?: string,
): Promise<Told> {
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
  return { status: response.statusCode, text: await readBody(response.body) };
}
