import { createHash } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createAuthority, type CertificateAuthority } from '../support/certificates.ts';
import { create } from '../support/create-command.ts';
import { listen } from '../support/listen.ts';
import { ecr, inScratch, programs, run, saidBy, type Outcome } from '../support/run.ts';
import { startScriptedProxy } from '../support/scripted-proxy.ts';
import { startScriptedService } from '../support/scripted-service.ts';

const keys = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'us-east-1' };
/** It does not know the authority of the tests. */
const otherBundle = '/etc/ssl/certs/ca-certificates.crt';

let authority: CertificateAuthority;
beforeAll(() => {
  authority = createAuthority();
});
afterAll(() => {
  authority.remove();
});

describe.each(programs)('$tool', ({ command: [program = '', ...first], isThere, isOwn }) => {
  const call = (words: readonly string[], environment: Readonly<Record<string, string>>, cwd?: string) =>
    run(program, [...first, ...create, ...words], { AWS_MAX_ATTEMPTS: '1', ...environment }, cwd);

  describe('a certificate', () => {
    it.skipIf(!isThere).each([
      ['for another host', 'subjectAltName=DNS:other.example'],
      ['for clients', 'subjectAltName=IP:127.0.0.1\nextendedKeyUsage=clientAuth'],
    ])('%s is refused', async (_, extensions) => {
      const service = await startScriptedService(() => ({ body: {} }), authority.issue(extensions));
      const words = ['--endpoint-url', service.url, ...(isOwn ? ['--if-exists', 'keep'] : [])];
      const outcome = await call(words, { ...keys, AWS_CA_BUNDLE: authority.bundle });
      service.close();
      expect(outcome.code).toBe(255);
      expect(saidBy(outcome)).toMatch(/^SSL validation failed for https:\/\/127\.0\.0\.1:\d+\/ .+$/);
      expect(service.requests).toEqual([]);
    });

    it.skipIf(!isThere)('with an RSA key of 1,024 bits is refused', async () => {
      const certificate = authority.issue('subjectAltName=IP:127.0.0.1', 'rsa:1024');
      // The server's own OpenSSL would refuse the key, too.
      const service = await startScriptedService(() => ({ body: {} }), {
        ...certificate,
        ciphers: 'DEFAULT@SECLEVEL=0',
      });
      const outcome = await call(['--endpoint-url', service.url], { ...keys, AWS_CA_BUNDLE: authority.bundle });
      service.close();
      expect(saidBy(outcome)).toMatch(/^SSL validation failed for .*EE certificate key too weak/);
      expect(service.requests).toEqual([]);
    });

    it.skipIf(!isThere)('is required', async () => {
      const service = await startScriptedService(() => ({ body: {} }));
      const outcome = await call(['--endpoint-url', service.url.replace('http:', 'https:')], keys);
      service.close();
      expect(saidBy(outcome)).toMatch(/^SSL validation failed for https:\/\/127\.0\.0\.1:\d+\/ .+$/);
    });
  });

  describe('a connection that ends in the TLS handshake', () => {
    it.skipIf(!isThere).each([
      ['closed', (socket: net.Socket) => socket.end(), /^SSL validation failed for https:\/\/127\.0\.0\.1:\d+\/ .+$/],
      [
        'answered with plain HTTP',
        (socket: net.Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
        /^SSL valid/,
      ],
      ['reset', (socket: net.Socket) => socket.resetAndDestroy(), /^Connection was closed before we received/],
    ] as const)('is retried, and adds no note about a created rule: %s', async (_, respond, message) => {
      let connections = 0;
      const server = net.createServer((socket) => {
        connections++;
        socket.on('error', () => undefined).once('data', () => respond(socket));
      });
      const url = `https://127.0.0.1:${String(await listen(server))}`;
      const words = ['--endpoint-url', url, ...(isOwn ? ['--if-exists', 'keep'] : [])];
      const outcome = await call(words, { ...keys, AWS_MAX_ATTEMPTS: '2' });
      server.close();
      expect(saidBy(outcome)).toMatch(message);
      expect(saidBy(outcome).split('\n')).toHaveLength(1);
      expect(connections).toBe(2);
    });
  });

  it.skipIf(!isThere)('gives up on a TLS handshake that exceeds the connect timeout', async () => {
    const server = net.createServer((socket) => socket.on('error', () => undefined));
    const url = `https://127.0.0.1:${String(await listen(server))}`;
    const words = ['--endpoint-url', url, '--cli-connect-timeout', '1', '--cli-read-timeout', '0'];
    const outcome = await call(words, keys);
    server.close();
    expect(saidBy(outcome)).toBe(`Read timeout on endpoint URL: "${url}/"`);
  });

  describe('the services that issue credentials', () => {
    const token = {
      startUrl: 'https://corp.example.com/start',
      region: 'us-east-1',
      accessToken: 'secretAccessToken',
      expiresAt: '2020-01-01T00:00:00Z',
      clientId: 'client',
      clientSecret: 'secretOfTheClient',
      registrationExpiresAt: '2099-01-01T00:00:00Z',
      refreshToken: 'secretRefreshToken',
    };
    const files = (expiresAt: string) => ({
      token: 'secretIdentityToken',
      '.aws/config': [
        '[profile role]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base',
        '[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = secret',
        '[profile identity]\nrole_arn = arn:aws:iam::123456789012:role/r\nweb_identity_token_file = token',
        '[profile sso]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Admin',
        '[sso-session corp]\nsso_start_url = https://corp.example.com/start\nsso_region = us-east-1',
      ].join('\n'),
      [`.aws/sso/cache/${createHash('sha1').update('corp').digest('hex')}.json`]: JSON.stringify({
        ...token,
        expiresAt,
      }),
    });

    /** Runs a create whose ECR endpoint is over plain HTTP, and whose credentials come over HTTPS. */
    async function createWith(
      profile: string,
      more: {
        readonly words?: readonly string[];
        readonly bundle: string;
        readonly expiresAt?: string;
        readonly environment?: Readonly<Record<string, string>>;
      },
    ): Promise<{ readonly outcome: Outcome; readonly requests: readonly string[] }> {
      const issuer = await startScriptedService(() => ({ status: 400, body: 'refused' }), authority.issue());
      const ecr = await startScriptedService(() => ({ body: {} }));
      const outcome = await inScratch(async (home) => {
        for (const [name, content] of Object.entries(files(more.expiresAt ?? '2099-01-01T00:00:00Z'))) {
          fs.mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
          fs.writeFileSync(path.join(home, name), content);
        }
        return call(
          ['--profile', profile, ...(more.words ?? [])],
          {
            HOME: home,
            AWS_REGION: 'us-east-1',
            AWS_CA_BUNDLE: more.bundle,
            AWS_ENDPOINT_URL: issuer.url,
            AWS_ENDPOINT_URL_ECR: ecr.url,
            ...more.environment,
          },
          home,
        );
      });
      issuer.close();
      ecr.close();
      return {
        outcome,
        requests: [...issuer.requests, ...ecr.requests].map(({ path: at }) => at.split('?', 1).join('')),
      };
    }

    it.skipIf(!isThere).each([['role'], ['identity'], ['sso']])(
      'get no request with --no-verify-ssl unless their certificate is trusted: %s',
      async (profile) => {
        const { outcome, requests } = await createWith(profile, { words: ['--no-verify-ssl'], bundle: otherBundle });
        expect(outcome.code).toBe(255);
        expect(saidBy(outcome)).toContain('SSL validation failed for https://127.0.0.1:');
        expect(requests).toEqual([]);
      },
    );

    it.skipIf(!isThere)('get no token to renew with --no-verify-ssl unless their certificate is trusted', async () => {
      const renewal = { words: ['--no-verify-ssl'], bundle: otherBundle, expiresAt: '2020-01-01T00:00:00Z' };
      const { outcome, requests } = await createWith('sso', renewal);
      expect(outcome.code).toBe(255);
      expect(requests).toEqual([]);
    });

    it.runIf(isOwn).each([['role'], ['identity'], ['sso']])(
      'get no request with NODE_TLS_REJECT_UNAUTHORIZED=0 unless their certificate is trusted: %s',
      async (profile) => {
        const { outcome, requests } = await createWith(profile, {
          bundle: otherBundle,
          environment: { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_OPTIONS: '--tls-cipher-list=DEFAULT@SECLEVEL=0' },
        });
        expect(outcome.code).toBe(255);
        expect(saidBy(outcome)).toMatch(/^SSL validation failed for https:\/\/127\.0\.0\.1:.*$/);
        expect(requests).toEqual([]);
      },
    );

    it.skipIf(!isThere).each([
      ['role', '/'],
      ['identity', '/'],
      ['sso', '/federation/credentials'],
    ])('are verified with the CA bundle even when the ECR endpoint is plain HTTP: %s', async (profile, expected) => {
      const { requests } = await createWith(profile, { bundle: authority.bundle });
      expect(requests).toEqual([expected]);
    });
  });
});

it('NODE_TLS_REJECT_UNAUTHORIZED=0 has no effect on ECR and proxies, and programs that are started keep it', async () => {
  const certificate = authority.issue();
  const service = await startScriptedService(() => ({ body: {} }), certificate);
  const proxy = await startScriptedProxy(undefined, certificate);
  const environment = { ...keys, AWS_MAX_ATTEMPTS: '1', NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  const call = (more: Readonly<Record<string, string>>) =>
    run(process.execPath, [ecr, ...create], { ...environment, AWS_ENDPOINT_URL: service.url, ...more });
  expect(saidBy(await call({}))).toMatch(/^SSL validation failed for .*$/);
  const throughProxy = await call({ HTTPS_PROXY: proxy.url.replace('//', '//me:secret@') });
  expect(saidBy(throughProxy)).toBe(`Failed to connect to proxy URL: "${proxy.url.replace('//', '//***:***@')}"`);
  await inScratch(async (folder) => {
    const config = path.join(folder, 'config');
    const script = 'echo "$NODE_TLS_REJECT_UNAUTHORIZED" >&2; exit 1';
    fs.writeFileSync(path.join(folder, 'say'), `#!/bin/sh\n${script}\n`, { mode: 0o700 });
    fs.writeFileSync(config, `[profile p]\nregion = us-east-1\ncredential_process = ${folder}/say\n`);
    const outcome = await call({ AWS_CONFIG_FILE: config, AWS_PROFILE: 'p', AWS_ACCESS_KEY_ID: '' });
    expect(saidBy(outcome)).toContain('process: 0');
  });
  service.close();
  proxy.close();
  expect([...service.requests, ...proxy.requests]).toEqual([]);
});
