import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import tls from 'node:tls';

import { describe, expect, it } from 'vitest';

import { readCaBundle } from '../../../src/transport/tls.ts';
import { testIo } from '../../support/test-io.ts';

const [certificate = ''] = tls.rootCertificates;
const lines = certificate.trim().split('\n');
const pem = `${lines.join('\n')}\n`;
const damaged = pem.replace(/\n..../, '\n!!!!');
const cut = lines.slice(0, 5).join('\n');
const notX509 = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
const key = execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519'], { encoding: 'utf8' });

const read = (content: string | Buffer) => readCaBundle('/my/bundle.pem', testIo({}, { '/my/bundle.pem': content }));

describe('readCaBundle', () => {
  // The AWS CLI 2.36 accepts and refuses the same files.
  it.each([
    ['one certificate', pem],
    ['several', tls.rootCertificates.slice(0, 20).join('\n')],
    ['comments', `# Issuer\n${pem}\nthe end\n`],
    ['line ends of Windows', pem.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${pem}`],
    ['a trusted certificate', pem.replaceAll(' CERTIFICATE', ' TRUSTED CERTIFICATE')],
    ['a private key beside it', `${key}${pem}`],
  ])('returns the content with %s', (_, content) => {
    expect(read(content).toString()).toBe(content);
  });

  it.each([
    ['nothing', '', "there is no certificate in PEM format in '/my/bundle.pem'"],
    ['a text', 'hello\n', "there is no certificate in PEM format in '/my/bundle.pem'"],
    ['DER', new X509Certificate(pem).raw, "there is no certificate in PEM format in '/my/bundle.pem'"],
    ['a private key', key, "there is no certificate in PEM format in '/my/bundle.pem'"],
    ['an indented certificate', pem.replace(/^/gm, '  '), "there is no certificate in PEM format in '/my/bundle.pem'"],
    ['a damaged certificate', damaged, "certificate 1 in '/my/bundle.pem' is damaged"],
    ['half a certificate', cut, "certificate 1 in '/my/bundle.pem' is damaged"],
    ['another structure', notX509, "certificate 1 in '/my/bundle.pem' is damaged"],
    ['a damaged certificate at its end', `${pem}${damaged}`, "certificate 2 in '/my/bundle.pem' is damaged"],
    ['half a certificate at its end', `${pem}${cut}`, "certificate 2 in '/my/bundle.pem' is damaged"],
  ])('refuses a file with %s', (_, content, reason) => {
    expect(() => read(content)).toThrow(`SSL validation failed: the CA bundle cannot be used: ${reason}`);
  });

  it('reports a missing file with its name', () => {
    expect(() => readCaBundle('/none.pem', testIo())).toThrow("No such file or directory: '/none.pem'");
  });
});
