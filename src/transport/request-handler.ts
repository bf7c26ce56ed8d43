import type { AgentOptions } from 'node:https';

import { NodeHttpHandler } from '@smithy/node-http-handler';

import type { Io } from '../platform/io.ts';
import { hasProxies } from './proxies.ts';
import type { ProxyAgent } from './proxy-agent.ts';
import { tlsOptions, type TlsSettings } from './tls-options.ts';

/** In seconds; 0 means no limit. */
export interface Timeouts {
  readonly connectTimeout: number;
  readonly readTimeout: number;
}

/** How one client connects. */
export interface ConnectionSettings extends Timeouts, TlsSettings {}

const second = 1000;

/**
 * The SDK's request handler, set up with timeouts, certificates to trust and proxies.
 *
 * @throws GeneralError when the file of certificates cannot be read
 */
export async function createRequestHandler(settings: ConnectionSettings, io: Io): Promise<NodeHttpHandler> {
  const options = { ...agentOptions, ...tlsOptions(settings, io) };
  return createHandler(settings, hasProxies(io) ? await proxyAgent(options, io) : options);
}

/** The same without proxies and with the usual certificates. */
export function createDirectHandler(timeouts: Timeouts): NodeHttpHandler {
  return createHandler(timeouts, agentOptions);
}

/** Without a limit on its sockets, the handler has nothing to warn of on the console. */
const agentOptions: AgentOptions = { keepAlive: true, maxSockets: Infinity };

function createHandler({ connectTimeout, readTimeout }: Timeouts, agent: AgentOptions | ProxyAgent): NodeHttpHandler {
  return new NodeHttpHandler({
    connectionTimeout: connectTimeout * second,
    socketTimeout: readTimeout * second,
    httpAgent: agent,
    httpsAgent: agent,
  });
}

async function proxyAgent(options: AgentOptions, io: Io): Promise<ProxyAgent> {
  const { ProxyAgent } = await import('./proxy-agent.ts');
  return new ProxyAgent(options, io);
}
