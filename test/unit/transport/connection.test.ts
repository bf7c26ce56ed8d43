import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';

import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { openConnection } from '../../../src/transport/connection.ts';

let server: net.Server | undefined;
afterEach(() => server?.close());

async function listening(started: net.Server): Promise<number> {
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const address = started.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const times = { connectTimeout: 200, readTimeout: 60_000 };

describe('a connection over TLS', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ecr-tls-'));
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const made =
    spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      ...subject,
      '-keyout',
      `${folder}/key.pem`,
      '-out',
      `${folder}/cert.pem`,
    ]).status === 0;
  let key: Buffer, cert: Buffer;
  beforeAll(() => {
    if (!made) return;
    [key, cert] = [fs.readFileSync(`${folder}/key.pem`), fs.readFileSync(`${folder}/cert.pem`)];
    fs.rmSync(folder, { recursive: true });
  });

  /** A server that says over each connection by which name it was called. */
  const serve = () => listening(tls.createServer({ key, cert }, (socket) => socket.end(String(socket.servername))));
  const said = (socket: net.Socket) =>
    new Promise<string>((resolve) =>
      socket.once('data', (bytes) => {
        resolve(bytes.toString());
      }),
    );

  it.skipIf(!made)('names the server where it has a name', async () => {
    const port = await serve();
    expect(
      await said(await openConnection({ isSecure: true, host: 'localhost', port }, { ...times, tls: { ca: cert } })),
    ).toBe('localhost');
    expect(
      await said(
        await openConnection(
          { isSecure: true, host: '127.0.0.1', port },
          { ...times, tls: { rejectUnauthorized: false } },
        ),
      ),
    ).toBe('false');
  });

  it.skipIf(!made)('is made only where the certificate is trusted', async () => {
    const port = await serve();
    await expect(
      openConnection({ isSecure: true, host: 'localhost', port }, { ...times, tls: {} }),
    ).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    const unchecked = await openConnection(
      { isSecure: true, host: 'localhost', port },
      { ...times, tls: { rejectUnauthorized: false } },
    );
    unchecked.destroy();
  });

  it.skipIf(!made)('is made only to the host that the certificate is for', async () => {
    const port = await serve();
    await expect(
      openConnection({ isSecure: true, host: '127.0.0.1', port }, { ...times, tls: { ca: cert } }),
    ).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  it('takes no longer than a connection may, where the server says nothing', async () => {
    const port = await listening(net.createServer(() => undefined));
    await expect(
      openConnection({ isSecure: true, host: '127.0.0.1', port }, { ...times, tls: {} }),
    ).rejects.toMatchObject({ name: 'TimeoutError', phase: 'read' });
  });

  it.each(['127.0.0.1', 'localhost'])('that cannot be made to %s tells why', async (host) => {
    const port = await listening(net.createServer());
    await new Promise((resolve) => server?.close(resolve));
    await expect(openConnection({ isSecure: true, host, port }, { ...times, tls: {} })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });

  it('tells of a host that is not there', async () => {
    await expect(
      openConnection(
        { isSecure: true, host: 'nowhere.invalid', port: 443 },
        { ...times, connectTimeout: 10_000, tls: {} },
      ),
    ).rejects.toMatchObject({ syscall: 'getaddrinfo' });
  });

  it('that the server closes is one that is tried again', async () => {
    const port = await listening(net.createServer((socket) => socket.destroy()));
    await expect(
      openConnection({ isSecure: true, host: '127.0.0.1', port }, { ...times, tls: {} }),
    ).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('refuses certificates that are none', async () => {
    const port = await listening(net.createServer());
    await expect(
      openConnection(
        { isSecure: true, host: '127.0.0.1', port },
        { ...times, tls: { ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' } },
      ),
    ).rejects.toThrow();
  });
});
