import http from 'node:http';
import https from 'node:https';

import { Agent, type AgentConnectOpts } from 'agent-base';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';

import type { Io } from '../platform/io.ts';
import { ProxyError } from './network-failure.ts';
import { proxyFor } from './proxies.ts';

/** Sends each request through the proxy that the environment names for it, or directly. */
export class ProxyAgent extends Agent {
  readonly #io: Pick<Io, 'environment'>;
  readonly #options: https.AgentOptions;

  /** @param options for connections, and for checking the servers behind a tunnel */
  constructor(options: https.AgentOptions, io: Pick<Io, 'environment'>) {
    super(options);
    this.#io = io;
    this.#options = options;
  }

  override connect(request: http.ClientRequest, { secureEndpoint }: AgentConnectOpts): http.Agent {
    const scheme = secureEndpoint ? 'https:' : 'http:';
    const proxy = proxyFor(new URL(`${scheme}//${String(request.getHeader('host'))}`), this.#io);
    if (proxy === undefined) return secureEndpoint ? new https.Agent(this.#options) : new http.Agent(this.#options);
    return secureEndpoint ? new TunnelAgent(proxy, this.#options) : new ForwardAgent(proxy);
  }
}

/** Opens a tunnel with CONNECT. */
class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #proxy: string;

  constructor(proxy: string, options: https.AgentOptions) {
    super(proxy, options);
    this.#proxy = proxy;
    this.on('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
      if (statusCode !== 200) throw new ProxyError(proxy);
    });
  }

  override async connect(...request: Parameters<HttpsProxyAgent<string>['connect']>) {
    try {
      return await super.connect(...request);
    } catch (error) {
      throw error instanceof ProxyError ? error : new ProxyError(this.#proxy, { cause: error });
    }
  }
}

/** Lets the proxy send a request over plain HTTP. */
class ForwardAgent extends HttpProxyAgent<string> {
  readonly #proxy: string;

  constructor(proxy: string) {
    super(proxy);
    this.#proxy = proxy;
  }

  override async connect(...request: Parameters<HttpProxyAgent<string>['connect']>) {
    try {
      return await super.connect(...request);
    } catch (error) {
      throw new ProxyError(this.#proxy, { cause: error });
    }
  }
}
