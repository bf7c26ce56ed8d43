import http from 'node:http';
import https from 'node:https';

import { HttpRequest } from '@smithy/core/protocols';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { describe, expect, it } from 'vitest';

import { ProxyAgent } from '../../../src/transport/proxy-agent.ts';
import {
  createRequestHandler,
  type ClosableHandler,
  type ConnectionSettings,
} from '../../../src/transport/request-handler.ts';
import { startScriptedService } from '../../support/scripted-service.ts';
import { testIo } from '../../support/test-io.ts';

const settings: ConnectionSettings = {
  connectTimeout: 60,
  readTimeout: 60,
  verifyCertificate: true,
  caBundle: undefined,
  endpointUrl: undefined,
};

/** The agents of a handler that has sent a request. */
async function agentsOf(handler: ClosableHandler) {
  const service = await startScriptedService(() => ({}));
  const { port } = new URL(service.url);
  await handler.handle(
    new HttpRequest({ protocol: 'http:', hostname: '127.0.0.1', port: Number(port), method: 'GET', path: '/' }),
  );
  service.close();
  const { httpAgent, httpsAgent } = handler.httpHandlerConfigs();
  if (!(httpAgent instanceof http.Agent) || !(httpsAgent instanceof http.Agent)) throw new Error('There is no agent.');
  return { httpAgent, httpsAgent };
}

describe('the request handler', () => {
  it.each([
    [60, 3000],
    [0, 3000],
    [2, 1200],
  ])('with a connect timeout of %i s tries each address of a host for %i ms', async (connectTimeout, attempt) => {
    const agents = await agentsOf(await createRequestHandler({ ...settings, connectTimeout }, testIo()));
    for (const agent of Object.values(agents))
      expect(agent).toMatchObject({ options: { autoSelectFamilyAttemptTimeout: attempt } });
  });

  it('keeps connections open without a limit', async () => {
    const { httpAgent, httpsAgent } = await agentsOf(await createRequestHandler(settings, testIo()));
    for (const agent of [httpAgent, httpsAgent]) expect(agent).toMatchObject({ keepAlive: true, maxSockets: Infinity });
    expect(httpsAgent).toBeInstanceOf(https.Agent);
  });

  it('reads no CA bundle for an endpoint over plain HTTP', async () => {
    const plain = { ...settings, caBundle: '/none.pem', endpointUrl: 'HTTP://127.0.0.1' };
    await expect(createRequestHandler(plain, testIo())).resolves.toBeDefined();
    await expect(createRequestHandler({ ...plain, endpointUrl: undefined }, testIo())).rejects.toThrow('/none.pem');
    const io = testIo({ http_proxy: 'https://proxy' });
    await expect(createRequestHandler(plain, io)).rejects.toThrow('/none.pem');
  });
});

describe('the agent for proxies', () => {
  const options = { keepAlive: true, autoSelectFamilyAttemptTimeout: 3000 };
  const environment = { HTTP_PROXY: 'http://me:100%@proxy:1', HTTPS_PROXY: 'https://proxy:2', NO_PROXY: 'direct' };
  const agent = new ProxyAgent({ options, connectTimeout: 60 }, { environment });
  const route = (host: string, secureEndpoint: boolean) => {
    // The request is never sent.
    const request = http.request({ host, lookup: () => undefined }).on('error', () => undefined);
    request.destroy();
    return agent.connect(request, { host, port: 1, secureEndpoint });
  };

  it('opens a tunnel for HTTPS, with a timeout for each address of the proxy', () => {
    const tunnel = route('host', true);
    expect(tunnel).toBeInstanceOf(HttpsProxyAgent);
    expect(tunnel).toMatchObject({ connectOpts: { host: 'proxy', port: 2, autoSelectFamilyAttemptTimeout: 3000 } });
  });

  it('sends HTTP requests to the proxy', () => {
    const forward = route('host', false);
    expect(forward).toBeInstanceOf(HttpProxyAgent);
    expect(forward).toMatchObject({
      connectOpts: { host: 'proxy', port: 1, autoSelectFamilyAttemptTimeout: 3000 },
      proxy: { username: '', password: '' },
      proxyHeaders: { 'Proxy-Authorization': `Basic ${Buffer.from('me:100%').toString('base64')}` },
    });
  });

  it('connects directly to an exempt host', () => {
    expect(route('direct', true)).toBeInstanceOf(https.Agent);
    expect(route('direct', false)).not.toBeInstanceOf(HttpProxyAgent);
  });

  it('keeps one agent for each route', () => {
    expect(route('host', true)).toBe(route('other', true));
    expect(route('host', true)).not.toBe(route('host', false));
  });
});
