import http from 'node:http';
import type https from 'node:https';
import { isIP } from 'node:net';
import { once } from 'node:events';
import tls from 'node:tls';

import { Agent, type AgentConnectOpts } from 'agent-base';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';

import type { Io } from '../platform/io.ts';
import { watchHandshake } from './handshake.ts';
import { ProxyError } from './network-failure.ts';
import { parseProxyUrl, proxyAuthorization, proxyFor, type Proxy } from './proxies.ts';
import { TlsAgent } from './tls-agent.ts';

/** How connections are made, to proxies and to the servers behind them. */
export interface AgentSettings {
  readonly options: https.AgentOptions;
  /** In milliseconds; 0 means no limit. */
  readonly connectTimeout: number;
}

/** Sends each request through the proxy that the environment names for it, or directly. */
export class ProxyAgent extends Agent {
  readonly #io: Pick<Io, 'environment'>;
  readonly #settings: AgentSettings;
  /** One for each route to a server, so that connections stay open between requests. */
  readonly #agents = new Map<string, http.Agent>();

  constructor(settings: AgentSettings, io: Pick<Io, 'environment'>) {
    super(settings.options);
    this.#io = io;
    this.#settings = settings;
  }

  /** @throws GeneralError for a proxy whose URL is invalid */
  override connect(request: http.ClientRequest, { secureEndpoint }: AgentConnectOpts): http.Agent {
    const scheme = secureEndpoint ? 'https:' : 'http:';
    const proxy = proxyFor(new URL(`${scheme}//${String(request.getHeader('host'))}`), this.#io);
    const key = `${scheme} ${proxy?.url ?? ''}`;
    const agent = this.#agents.get(key) ?? this.#createAgent(proxy, secureEndpoint);
    this.#agents.set(key, agent);
    return agent;
  }

  /** Closes the connections of all routes. */
  override destroy(): void {
    super.destroy();
    for (const agent of this.#agents.values()) agent.destroy();
  }

  #createAgent(proxy: Proxy | undefined, isSecure: boolean): http.Agent {
    const { options, connectTimeout } = this.#settings;
    if (proxy === undefined) return isSecure ? new TlsAgent(options, connectTimeout) : new http.Agent(options);
    return isSecure ? new TunnelAgent(proxy, this.#settings) : new ForwardAgent(proxy, this.#settings);
  }
}

/** The library decodes user and password strictly, so they go into the header here. */
function splitProxyUrl(proxy: Proxy): { readonly address: URL; readonly headers: Readonly<Record<string, string>> } {
  const url = parseProxyUrl(proxy);
  const address = new URL(url);
  address.username = address.password = '';
  return { address, headers: proxyAuthorization(url) };
}

/** Opens a tunnel with CONNECT. */
class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #proxyUrl: string;
  readonly #connectTimeout: number;

  constructor(proxy: Proxy, { options, connectTimeout }: AgentSettings) {
    const { address, headers } = splitProxyUrl(proxy);
    super(address.href, { ...options, headers: { ...headers } });
    this.#proxyUrl = proxy.url;
    this.#connectTimeout = connectTimeout;
    this.on('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
      if (statusCode !== 200) throw new ProxyError(proxy.url, Number.isNaN(statusCode) ? 'closed' : 'refused');
    });
  }

  override async connect(request: http.ClientRequest, options: TunnelOptions) {
    try {
      const socket = await super.connect(request, verifyingAddress(options));
      watchHandshake(socket, this.#connectTimeout);
      return socket;
    } catch (error) {
      throw ProxyError.from(error, this.#proxyUrl);
    }
  }
}

type TunnelOptions = Parameters<HttpsProxyAgent<string>['connect']>[1];

/** An IP address is no server name, and behind a tunnel Node would compare the certificate with `localhost`. */
function verifyingAddress(options: TunnelOptions): TunnelOptions {
  const { host = '' } = options;
  if (!options.secureEndpoint || isIP(host) === 0) return options;
  return { ...options, checkServerIdentity: (_, certificate) => tls.checkServerIdentity(host, certificate) };
}

/** Has the proxy send a request over plain HTTP. */
class ForwardAgent extends HttpProxyAgent<string> {
  readonly #proxyUrl: string;

  constructor(proxy: Proxy, { options }: AgentSettings) {
    const { address, headers } = splitProxyUrl(proxy);
    const { hostname } = address;
    super(address.href, {
      ...options,
      headers: { ...headers },
      ...(address.protocol === 'https:' && isIP(hostname.replace(/^\[|\]$/g, '')) === 0
        ? { servername: hostname }
        : {}),
    });
    this.#proxyUrl = proxy.url;
  }

  override async connect(...request: Parameters<HttpProxyAgent<string>['connect']>) {
    try {
      const socket = await super.connect(...request);
      // The proxy's own certificate is verified before anything is sent to it.
      if (socket instanceof tls.TLSSocket) await once(socket, 'secureConnect');
      return socket;
    } catch (error) {
      throw ProxyError.from(error, this.#proxyUrl);
    }
  }
}
