import http from 'node:http';
import https from 'node:https';

import { Agent, type AgentConnectOpts } from 'agent-base';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';

import type { Io } from '../platform/io.ts';
import { ProxyFailed } from './proxy-failed.ts';
import { proxyFor } from './proxies.ts';

/** Chooses for each request whether it goes through a proxy, and through which. */
export class ProxyAgent extends Agent {
  readonly #world: Pick<Io, 'environment'>;
  readonly #tls: https.AgentOptions;

  /** @param tls how servers behind a tunnel are checked */
  constructor(world: Pick<Io, 'environment'>, tls: https.AgentOptions) {
    super(tls);
    this.#world = world;
    this.#tls = tls;
  }

  override connect(request: http.ClientRequest, { secureEndpoint }: AgentConnectOpts): http.Agent {
    const scheme = secureEndpoint ? 'https:' : 'http:';
    const proxy = proxyFor(new URL(`${scheme}//${String(request.getHeader('host'))}`), this.#world);
    if (proxy === undefined) return secureEndpoint ? new https.Agent(this.#tls) : new http.Agent();
    if (!secureEndpoint) return new HttpProxyAgent(proxy);
    const tunnel = new Tunnel(proxy, this.#tls);
    return tunnel;
  }
}

/** A tunnel that says so when the proxy does not open it. */
class Tunnel extends HttpsProxyAgent<string> {
  constructor(proxy: string, tls: https.AgentOptions) {
    super(proxy, tls);
    this.on('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
      if (statusCode !== 200) throw new ProxyFailed(proxy);
    });
  }
}
