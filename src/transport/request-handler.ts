import http from 'node:http';
import type { AgentOptions } from 'node:https';

import { NodeHttpHandler } from '@smithy/node-http-handler';

import type { Io } from '../platform/io.ts';
import { requestProxies } from './proxies.ts';
import type { AgentSettings, ProxyAgent } from './proxy-agent.ts';
import type { RequestPart } from './request-log.ts';
import { preparingRequests } from './requests.ts';
import { type Tls, TlsAgent, type TlsContexts, type TlsSettings } from './tls.ts';

/** In seconds; 0 means no limit. */
export interface Timeouts {
  readonly connectTimeout: number;
  readonly readTimeout: number;
}

/** The caller destroys it at the end, which closes its connections. */
export type ClosableHandler = Pick<
  NodeHttpHandler,
  'metadata' | 'handle' | 'destroy' | 'updateHttpClientConfig' | 'httpHandlerConfigs'
>;

/** How one client connects. */
export interface ConnectionSettings extends Timeouts, TlsSettings {
  /** A configured endpoint; any other is over HTTPS. */
  readonly endpointUrl: string | undefined;
}

const second = 1000;

/** In milliseconds: 24 days, because Node's timers have a maximum of almost 25 days. */
const maxTimeout = 24 * 24 * 60 * 60 * second;

/**
 * Node tries the addresses of a host one after the other. Each but the last gets this many milliseconds, or this share
 * of the connect timeout: enough for a link with a round trip of one second. Node's own 250 ms are not.
 */
const maxAttemptTimeout = 3000;
const attemptShare = 0.6;

/**
 * The SDK's request handler, set up with timeouts, certificates to trust and proxies, and with a debug log.
 *
 * @param contexts the TLS contexts of the run
 * @param part the part of the tool that sends the requests
 * @throws GeneralError when the file of certificates cannot be used
 */
export async function createRequestHandler(
  settings: ConnectionSettings,
  contexts: TlsContexts,
  io: Io,
  part: RequestPart = 'service',
): Promise<ClosableHandler> {
  const proxies = requestProxies(io);
  const isPlain =
    settings.endpointUrl?.toLowerCase().startsWith('http:') === true &&
    !proxies.some(({ url }) => url.toLowerCase().startsWith('https:'));
  const tls = isPlain ? contexts.usual : contexts.get(settings);
  const handler =
    proxies.length === 0 ? createHandler(settings, tls) : createHandler(settings, tls, await proxyAgent(io));
  return logged(handler, part, io);
}

/** The same without proxies and with the usual certificates. */
export function createDirectHandler(
  timeouts: Timeouts,
  contexts: TlsContexts,
  io: Pick<Io, 'trace'>,
): Promise<ClosableHandler> {
  return logged(createHandler(timeouts, contexts.usual), 'credentials', io);
}

/** @returns the handler itself without --debug */
async function logged(
  handler: NodeHttpHandler,
  part: RequestPart,
  { trace }: Pick<Io, 'trace'>,
): Promise<ClosableHandler> {
  return trace === undefined ? handler : new (await import('./request-log.ts')).LoggedHandler(handler, part, trace);
}

async function proxyAgent(io: Io): Promise<(settings: AgentSettings) => ProxyAgent> {
  const { ProxyAgent } = await import('./proxy-agent.ts');
  return (settings) => new ProxyAgent(settings, io);
}

function createHandler(
  { connectTimeout, readTimeout }: Timeouts,
  { options: tlsOptions, secureContext }: Tls,
  createProxyAgent?: (settings: AgentSettings) => ProxyAgent,
): NodeHttpHandler {
  const limit = Math.min(connectTimeout * second, maxTimeout);
  const options: AgentOptions = {
    keepAlive: true,
    // Without a limit on its sockets, the handler has nothing to warn about on the console.
    maxSockets: Infinity,
    autoSelectFamilyAttemptTimeout: limit === 0 ? maxAttemptTimeout : Math.min(maxAttemptTimeout, limit * attemptShare),
    ...tlsOptions,
  };
  const proxyAgent =
    createProxyAgent && preparingRequests(createProxyAgent({ options, connectTimeout: limit, secureContext }));
  return new NodeHttpHandler({
    connectionTimeout: limit,
    socketTimeout: Math.min(readTimeout * second, maxTimeout),
    httpAgent: proxyAgent ?? preparingRequests(new http.Agent(options)),
    httpsAgent: proxyAgent ?? preparingRequests(new TlsAgent(options, limit, secureContext)),
  });
}
