import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createAuthority, type CertificateAuthority, type ServerCertificate } from '../support/certificates.ts';
import { create } from '../support/create-command.ts';
import { programs, run, saidBy, type Outcome } from '../support/run.ts';
import { startScriptedProxy, type ScriptedProxy } from '../support/scripted-proxy.ts';
import { startScriptedService, type ScriptedService } from '../support/scripted-service.ts';

const busy = { bytes: 'HTTP/1.1 503 Busy\r\n\r\n' };

let authority: CertificateAuthority;
let certificate: ServerCertificate;
let service: ScriptedService;
beforeAll(async () => {
  authority = createAuthority();
  certificate = authority.issue();
  service = await startScriptedService(() => ({ body: {} }), certificate);
});
beforeEach(() => {
  service.requests.length = 0;
});
afterAll(() => {
  service.close();
  authority.remove();
});

/** Runs the create command with a proxy, and closes it. */
async function createThrough(
  proxy: ScriptedProxy,
  environment: Readonly<Record<string, string>> = {},
  { command, words = [] }: { readonly command: readonly string[]; readonly words?: readonly string[] },
): Promise<Outcome> {
  const [program = '', ...first] = command;
  const outcome = await run(program, [...first, ...create, ...words], {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKID',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: service.url,
    AWS_CA_BUNDLE: authority.bundle,
    HTTPS_PROXY: proxy.url,
    ...environment,
  });
  proxy.close();
  return outcome;
}

describe.each(programs)('a proxy in $tool', ({ command, isThere, isOwn }) => {
  const itRuns = it.skipIf(!isThere);
  const connect = () => `CONNECT ${service.url.replace('https://', '')}`;

  itRuns.each([busy, 'close', { bytes: 'nonsense\r\n\r\n' }] as const)(
    'is retried when it responds to CONNECT with %j',
    async (response) => {
      const proxy = await startScriptedProxy((count) => (count === 1 ? response : 'tunnel'));
      expect(await createThrough(proxy, {}, { command })).toMatchObject({ code: 0 });
      expect(proxy.requests).toEqual([connect(), connect()]);
      expect(service.requests).toHaveLength(1);
    },
  );

  itRuns.each([
    [busy, 'refused'],
    [{ bytes: 'HTTP/1.1 407 Who are you?\r\n\r\n' }, 'refused'],
    ['close', 'closed'],
  ] as const)('is named in the error when it responds to each CONNECT with %j', async (response, reason) => {
    const proxy = await startScriptedProxy(() => response);
    const outcome = await createThrough(proxy, { AWS_MAX_ATTEMPTS: '2' }, { command });
    expect({ code: outcome.code, message: saidBy(outcome) }).toEqual({
      code: 255,
      message:
        reason === 'refused'
          ? `Failed to connect to proxy URL: "${proxy.url}"`
          : `Connection was closed before we received a valid response from endpoint URL: "${service.url}/".`,
    });
    expect(proxy.requests).toHaveLength(2);
  });

  itRuns.each(['u:100%', 'pa%ss:x%zz', 'u%40:p%3a'])('receives the user and password of %s', async (user) => {
    const proxy = await startScriptedProxy();
    const HTTPS_PROXY = proxy.url.replace('://', `://${user}@`);
    expect(await createThrough(proxy, { HTTPS_PROXY }, { command })).toMatchObject({ code: 0 });
    expect(proxy.requests).toEqual([`${connect()} ${user.replace('%40', '@').replace('%3a', ':')}`]);
  });

  itRuns('may be named in mixed case', async () => {
    const proxy = await startScriptedProxy();
    expect(await createThrough(proxy, { HTTPS_PROXY: '', Https_Proxy: proxy.url }, { command })).toMatchObject({
      code: 0,
    });
    expect(proxy.requests).toEqual([connect()]);
  });

  itRuns('is verified with the CA bundle', async () => {
    const proxy = await startScriptedProxy(undefined, certificate);
    expect(await createThrough(proxy, {}, { command })).toMatchObject({ code: 0, stderr: '' });
    expect(proxy.requests).toEqual([connect()]);
  });

  itRuns('gets the blame for its own certificate', async () => {
    const proxy = await startScriptedProxy(undefined, certificate);
    const environment = { AWS_MAX_ATTEMPTS: '1', AWS_CA_BUNDLE: '/etc/ssl/certs/ca-certificates.crt' };
    const outcome = await createThrough(proxy, environment, { command });
    expect(saidBy(outcome)).toBe(`Failed to connect to proxy URL: "${proxy.url}"`);
    expect(proxy.requests).toEqual([]);
  });

  it.runIf(isOwn)('is verified for requests over plain HTTP, too', async () => {
    for (const AWS_CA_BUNDLE of [authority.bundle, '/etc/ssl/certs/ca-certificates.crt']) {
      const proxy = await startScriptedProxy(undefined, certificate);
      const environment = { AWS_MAX_ATTEMPTS: '1', AWS_CA_BUNDLE, HTTP_PROXY: proxy.url };
      const words = ['--endpoint-url', 'http://ecr.example.test'];
      const outcome = await createThrough(proxy, environment, { command, words });
      const isTrusted = AWS_CA_BUNDLE === authority.bundle;
      expect(saidBy(outcome)).toBe(isTrusted ? '' : `Failed to connect to proxy URL: "${proxy.url}"`);
      expect(proxy.requests).toEqual(isTrusted ? ['POST http://ecr.example.test/'] : []);
    }
  });

  it.runIf(isOwn)('adds no note about a created rule when it opens no tunnel', async () => {
    for (const response of [busy, 'close'] as const) {
      const proxy = await startScriptedProxy(() => response);
      const outcome = await createThrough(
        proxy,
        { AWS_MAX_ATTEMPTS: '2' },
        { command, words: ['--if-exists', 'keep'] },
      );
      expect(outcome.code).toBe(255);
      expect(saidBy(outcome).split('\n')).toHaveLength(1);
    }
  });

  it.runIf(isOwn)('is named with its variable when its URL is invalid', async () => {
    const proxy = await startScriptedProxy();
    const outcome = await createThrough(proxy, { HTTPS_PROXY: 'http://me:secret@[x' }, { command });
    expect({ code: outcome.code, message: saidBy(outcome) }).toEqual({
      code: 255,
      message:
        'Invalid proxy URL in the environment variable HTTPS_PROXY: "http://***:***@[x". It must look like http://host:port.',
    });
  });

  it.runIf(isOwn)('keeps a tunnel open for the next request', async () => {
    const proxy = await startScriptedProxy();
    const [program = '', ...first] = command;
    const pages = await startScriptedService(
      (_, count) => ({ body: { pullThroughCacheRules: [], ...(count < 3 ? { nextToken: String(count) } : {}) } }),
      certificate,
    );
    const outcome = await run(program, [...first, 'describe-pull-through-cache-rules', '--endpoint-url', pages.url], {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKID',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_CA_BUNDLE: authority.bundle,
      HTTPS_PROXY: proxy.url,
    });
    proxy.close();
    pages.close();
    expect(outcome.code).toBe(0);
    expect(pages.requests).toHaveLength(3);
    expect(proxy.requests).toHaveLength(1);
  });

  itRuns('receives the whole URL and the password of each request over plain HTTP', async () => {
    const proxy = await startScriptedService((_, count) => ({
      body: { pullThroughCacheRules: [], ...(count < 3 ? { nextToken: String(count) } : {}) },
    }));
    const [program = '', ...first] = command;
    const words = ['describe-pull-through-cache-rules', '--endpoint-url', 'http://ecr.example.test'];
    const outcome = await run(program, [...first, ...words], {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKID',
      AWS_SECRET_ACCESS_KEY: 'secret',
      HTTP_PROXY: proxy.url.replace('://', '://me:secret@'),
    });
    proxy.close();
    expect(outcome.code).toBe(0);
    const request = ['http://ecr.example.test/', `Basic ${Buffer.from('me:secret').toString('base64')}`];
    expect(proxy.requests.map(({ path, headers }) => [path, headers['proxy-authorization']])).toEqual(
      Array.from({ length: 3 }, () => request),
    );
  });
});
