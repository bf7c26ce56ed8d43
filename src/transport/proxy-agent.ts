import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import tls, { type SecureContext } from 'node:tls';

import { Agent, type AgentConnectOpts } from 'agent-base';
import { HttpProxyAgent } from 'http-proxy-agent';

import type { Io } from '../platform/io.ts';
import { ProxyError } from './network-failure.ts';
import { parseProxyUrl, type Proxy, proxyAuthorization, proxyFor } from './proxies.ts';
import { maxHeaderSize, requestAdder } from './requests.ts';
import { TlsAgent, watchHandshake } from './tls.ts';

/** How connections are made, to proxies and to the servers behind them. */
export interface AgentSettings {
  readonly options: https.AgentOptions;
  /** In milliseconds; 0 means no limit. */
  readonly connectTimeout: number;
  readonly secureContext: () => SecureContext;
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

  /**
   * Chooses the route before the headers are written, because a proxy needs another path and more headers. `connect`
   * alone is called after that, and an open connection would get headers for the server.
   */
  addRequest(request: http.ClientRequest, options: AgentConnectOpts): void {
    const secureEndpoint = this.isSecureEndpoint(options);
    requestAdder(this.connect(request, { secureEndpoint }))(request, { ...options, secureEndpoint });
  }

  /** @throws GeneralError for a proxy whose URL is invalid */
  override connect(request: http.ClientRequest, { secureEndpoint }: { readonly secureEndpoint: boolean }): http.Agent {
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
    const { options, connectTimeout, secureContext } = this.#settings;
    if (proxy === undefined)
      return isSecure ? new TlsAgent(options, connectTimeout, secureContext) : new http.Agent(options);
    return isSecure ? new TunnelAgent(proxy, this.#settings) : new ForwardAgent(proxy, this.#settings);
  }
}

/** The user and the password go into a header, because the libraries decode them strictly. */
function splitProxyUrl(proxy: Proxy): { readonly address: URL; readonly headers: Readonly<Record<string, string>> } {
  const url = parseProxyUrl(proxy);
  const address = new URL(url);
  address.username = address.password = '';
  return { address, headers: proxyAuthorization(url) };
}

/** The host in a URL, without the brackets of an IPv6 address. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** Opens a tunnel with CONNECT. Node's client sends it, because https-proxy-agent reads responses without a limit. */
class TunnelAgent extends Agent {
  readonly #proxyUrl: string;
  readonly #settings: AgentSettings;
  readonly #address: URL;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(proxy: Proxy, settings: AgentSettings) {
    super(settings.options);
    this.#proxyUrl = proxy.url;
    this.#settings = settings;
    ({ address: this.#address, headers: this.#headers } = splitProxyUrl(proxy));
  }

  override async connect(request: http.ClientRequest, { host = '', ...options }: AgentConnectOpts): Promise<Duplex> {
    try {
      const isAddress = isIP(host) !== 0;
      const socket = tls.connect({
        ...options,
        secureContext: this.#settings.secureContext(),
        socket: await this.#openTunnel(request, `${isIP(host) === 6 ? `[${host}]` : host}:${String(options.port)}`),
        // An IP address is not a server name, and behind a tunnel Node would compare the certificate with `localhost`.
        ...(isAddress
          ? { checkServerIdentity: (_, certificate) => tls.checkServerIdentity(host, certificate) }
          : { servername: host }),
      });
      watchHandshake(socket, this.#settings.connectTimeout);
      return socket;
    } catch (error) {
      throw ProxyError.from(error, this.#proxyUrl);
    }
  }

  /** @param authority the host and the port of the server */
  #openTunnel(request: http.ClientRequest, authority: string): Promise<Duplex> {
    const address = this.#address;
    const host = hostOf(address);
    const isSecure = address.protocol === 'https:';
    const { request: send } = isSecure ? https : http;
    const connect = send({
      ...this.#settings.options,
      ...(isSecure ? { secureContext: this.#settings.secureContext() } : {}),
      ...(isIP(host) === 0 ? { servername: host } : { servername: '' }),
      agent: false,
      host,
      port: address.port,
      method: 'CONNECT',
      path: authority,
      headers: { ...this.#headers, host: authority, connection: 'keep-alive' },
      maxHeaderSize,
    });
    request.once('close', () => connect.destroy());
    return new Promise((resolve, reject) => {
      connect.once('error', reject);
      connect.once('connect', ({ statusCode }, socket) => {
        if (statusCode === 200) resolve(socket);
        else {
          socket.destroy();
          reject(new ProxyError(this.#proxyUrl, 'refused'));
        }
      });
      connect.end();
    });
  }
}

/** Has the proxy send a request over plain HTTP. */
class ForwardAgent extends HttpProxyAgent<string> {
  readonly #proxyUrl: string;

  constructor(proxy: Proxy, { options, secureContext }: AgentSettings) {
    const { address, headers } = splitProxyUrl(proxy);
    const host = hostOf(address);
    const isSecure = address.protocol === 'https:';
    super(address.href, {
      ...options,
      headers: { ...headers },
      ...(isSecure ? { secureContext: secureContext() } : {}),
      ...(isSecure && isIP(host) === 0 ? { servername: host } : {}),
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
