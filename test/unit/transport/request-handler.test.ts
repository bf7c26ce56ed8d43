import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { createSecureContext } from 'node:tls';

import { HttpRequest } from '@smithy/core/protocols';
import { HttpProxyAgent } from 'http-proxy-agent';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Io } from '../../../src/platform/io.ts';
import { ProxyAgent } from '../../../src/transport/proxy-agent.ts';
import {
  type ClosableHandler,
  type ConnectionSettings,
  createDirectHandler,
  createRequestHandler as create,
} from '../../../src/transport/request-handler.ts';
import { TlsContexts } from '../../../src/transport/tls.ts';
import { listen } from '../../support/listen.ts';
import { startScriptedService } from '../../support/scripted-service.ts';
import { testIo } from '../../support/test-io.ts';

const settings: ConnectionSettings = {
  connectTimeout: 60,
  readTimeout: 60,
  verifyCertificate: true,
  caBundle: undefined,
  endpointUrl: undefined,
};

const createRequestHandler = (connection: ConnectionSettings, io: Io) => create(connection, new TlsContexts(io), io);

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

  it.each([
    ['of ECR', () => createRequestHandler(settings, testIo())],
    ['for an endpoint over plain HTTP', () => createRequestHandler({ ...settings, endpointUrl: 'http://a' }, testIo())],
    ['with proxies', () => createRequestHandler(settings, testIo({ HTTPS_PROXY: 'https://proxy' }))],
    [
      'of a container',
      () => createDirectHandler({ connectTimeout: 2, readTimeout: 2 }, new TlsContexts(testIo()), testIo()),
    ],
  ])('%s says that it verifies, whatever Node does by default', async (_, createHandler) => {
    const { httpAgent, httpsAgent } = await agentsOf(await createHandler());
    for (const agent of [httpAgent, httpsAgent]) {
      expect(agent).toMatchObject({ options: { rejectUnauthorized: true, minVersion: 'TLSv1.2' } });
      expect(agent).toHaveProperty(['options', 'ciphers'], expect.stringMatching(/:@SECLEVEL=2$/));
    }
  });

  it('verifies nothing with --no-verify-ssl', async () => {
    const { httpsAgent } = await agentsOf(
      await createRequestHandler({ ...settings, verifyCertificate: false }, testIo()),
    );
    expect(httpsAgent).toMatchObject({ options: { rejectUnauthorized: false, minVersion: 'TLSv1.2' } });
  });

  it('waits for at most 24 days, because the timers of Node overflow later', async () => {
    const warnings: unknown[] = [];
    const note = (warning: unknown) => warnings.push(warning);
    process.on('warning', note);
    const long = 2_147_484;
    await agentsOf(await createRequestHandler({ ...settings, connectTimeout: long, readTimeout: long }, testIo()));
    await new Promise(setImmediate);
    process.off('warning', note);
    expect(warnings).toEqual([]);
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
  const agent = new ProxyAgent({ options, connectTimeout: 60, secureContext: createSecureContext }, { environment });
  const route = (host: string, secureEndpoint: boolean) => {
    // The request is never sent.
    const request = http.request({ host, lookup: () => undefined }).on('error', () => undefined);
    request.destroy();
    return agent.connect(request, { secureEndpoint });
  };

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

describe('a tunnel', () => {
  /** The failure of a request through a proxy that responds to CONNECT with these bytes, and the bytes that it sent. */
  async function failureOf(head: string, rest?: Buffer) {
    let connects = '';
    let sent = 0;
    const closed = new Promise<void>((resolve) => {
      proxy.on('connection', (socket) => {
        socket.on('error', () => undefined).on('close', resolve);
        socket.on('data', (bytes) => (connects += bytes.toString()));
        socket.write(head);
        if (rest === undefined) socket.end();
        else
          (function flood() {
            while (socket.writable && socket.write(rest)) sent += rest.length;
            socket.once('drain', flood);
          })();
      });
    });
    const url = `http://me:a%20b@127.0.0.1:${String(await listen(proxy))}`;
    const handler = await createRequestHandler(settings, testIo({ HTTPS_PROXY: url }));
    const request = new HttpRequest({
      protocol: 'https:',
      hostname: '[::1]',
      port: 8443,
      method: 'GET',
      path: '/',
      headers: { host: '[::1]:8443' },
    });
    const error: unknown = await handler.handle(request).catch((failure: unknown) => failure);
    await closed;
    return { error, connects, sent };
  }
  let proxy: net.Server;
  beforeEach(() => {
    proxy = net.createServer();
  });
  afterEach(() => {
    proxy.close();
  });

  it('is requested with the address and the password', async () => {
    const { error, connects } = await failureOf('HTTP/1.1 407 Who\r\n\r\n');
    expect(error).toMatchObject({ name: 'ProxyError', reason: 'refused' });
    expect(connects.split('\r\n')).toEqual([
      'CONNECT [::1]:8443 HTTP/1.1',
      `Proxy-Authorization: Basic ${Buffer.from('me:a b').toString('base64')}`,
      'host: [::1]:8443',
      'connection: keep-alive',
      '',
      '',
    ]);
  });

  it('is not opened by a proxy whose response does not end', async () => {
    for (const head of ['HTTP/1.1 200 OK\r\nX: ', 'HTTP/1.1 200 ', 'HTTP/1.1 200 OK\r\n']) {
      proxy = net.createServer();
      const { error, sent } = await failureOf(head, Buffer.from(`a: ${'x'.repeat(10_000)}\r\n`.repeat(20)));
      expect(error).toMatchObject({ name: 'ProxyError', reason: 'refused' });
      expect(sent).toBeLessThan(20_000_000);
      proxy.close();
    }
  });

  it.each([
    ['nonsense\r\n\r\n', 'closed'],
    ['', 'closed'],
    ['HTTP/1.1 200 OK\r\n', 'closed'],
    ['HTTP/1.1 204 OK\r\n\r\n', 'refused'],
  ])('is not opened by %j', async (head, reason) => {
    expect((await failureOf(head)).error).toMatchObject({ name: 'ProxyError', reason });
  });
});
