import type { HttpHandler } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';

import type { Io } from '../platform/io.ts';
import type { Connections } from './connection.ts';
import { ProxyAgent } from './proxy-agent.ts';

/** Carries the SDK's requests where some of them go through proxies: with the SDK's own handler. */
export function proxyHandler(
  { connectTimeout, readTimeout, tls }: Connections,
  io: Pick<Io, 'environment'>,
): HttpHandler {
  const agent = new ProxyAgent(io, tls);
  return new NodeHttpHandler({
    connectionTimeout: connectTimeout,
    socketTimeout: readTimeout,
    httpsAgent: agent,
    httpAgent: agent,
  });
}
