import { HttpRequest } from '@smithy/core/protocols';
import { NodeHttpHandler, type NodeHttpHandlerOptions } from '@smithy/node-http-handler';
import { describe, expect, it } from 'vitest';

import { GeneralError } from '../../../src/model/errors.ts';
import {
  explainNetworkFailure,
  networkFailure,
  ProxyError,
  regionHint,
  regionHintForHost,
} from '../../../src/transport/network-failure.ts';
import { HandshakeTimeout } from '../../../src/transport/tls.ts';
import { startScriptedService } from '../../support/scripted-service.ts';

const url = 'https://api.ecr.us-east-1.amazonaws.com/';
const withCode = (code: string, message = '') => Object.assign(new Error(message), { code });

describe('networkFailure', () => {
  it.each([
    ['ECONNREFUSED', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
    ['EAI_AGAIN', 'unreachable'],
    ['ETIMEDOUT', 'connect timeout'],
    ['ECONNRESET', 'closed'],
    ['HPE_INVALID_CONSTANT', 'closed'],
    ['CERT_HAS_EXPIRED', 'certificate'],
    ['INVALID_PURPOSE', 'certificate'],
    ['CA_MD_TOO_WEAK', 'certificate'],
    ['ERROR_IN_CERT_NOT_BEFORE_FIELD', 'certificate'],
    ['UNSPECIFIED', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['EPROTO', 'tls'],
    ['ENOENT', undefined],
    ['ERR_INVALID_CHAR', undefined],
  ])('returns the kind of %s', (code, kind) => {
    expect(networkFailure(withCode(code))).toBe(kind);
  });

  it('returns the failure of the last address of a host', () => {
    const error = new AggregateError([withCode('ETIMEDOUT'), withCode('ECONNREFUSED')]);
    expect(networkFailure(Object.assign(error, { code: 'ETIMEDOUT' }))).toBe('unreachable');
  });

  it('prefers the code to the name, because the handler names closed connections TimeoutError, too', () => {
    expect(networkFailure(Object.assign(withCode('ECONNRESET'), { name: 'TimeoutError' }))).toBe('closed');
  });

  it.each([[new Error('x')], [new TypeError('x')], ['x'], [undefined]])('returns undefined for %j', (error) => {
    expect(networkFailure(error)).toBeUndefined();
  });
});

describe('ProxyError', () => {
  it.each([
    [withCode('ECONNREFUSED'), 'refused'],
    [withCode('CERT_HAS_EXPIRED'), 'refused'],
    [withCode('ECONNRESET'), 'closed'],
    [new Error('Proxy connection ended before receiving CONNECT response'), 'closed'],
  ])('is created from %s: %s', (error, reason) => {
    expect(ProxyError.from(error, 'http://p')).toMatchObject({ proxy: 'http://p', reason, cause: error });
    expect(networkFailure(ProxyError.from(error, 'http://p'))).toBe('proxy');
  });
});

describe('@smithy/node-http-handler', () => {
  const failureOf = async (port: number, options: NodeHttpHandlerOptions) => {
    const handler = new NodeHttpHandler(options);
    const request = new HttpRequest({ protocol: 'http:', hostname: 'localhost', port, method: 'GET', path: '/' });
    const error: unknown = await handler.handle(request).catch((failure: unknown) => failure);
    handler.destroy();
    return networkFailure(error);
  };

  it('has a connect timeout', async () => {
    // The host name lookup never ends.
    expect(await failureOf(1, { connectionTimeout: 50, httpAgent: { lookup: () => undefined } })).toBe(
      'connect timeout',
    );
  });

  it('has a response timeout', async () => {
    const silent = await startScriptedService(() => ({ stream: () => undefined }));
    expect(await failureOf(Number(new URL(silent.url).port), { socketTimeout: 50 })).toBe('read timeout');
    silent.close();
  });
});

describe('explainNetworkFailure', () => {
  const explain = (error: unknown) => explainNetworkFailure(error, url).message;

  it.each<[Error, string]>([
    [withCode('ECONNREFUSED'), `Could not connect to the endpoint URL: "${url}"`],
    [withCode('ETIMEDOUT'), `Connect timeout on endpoint URL: "${url}"`],
    [withCode('ECONNRESET'), `Connection was closed before we received a valid response from endpoint URL: "${url}".`],
    [withCode('CERT_REVOKED', 'certificate revoked'), `SSL validation failed for ${url} certificate revoked`],
    [
      withCode('EPROTO', 'write EPROTO 80:error:0A0:SSL routines:ssl3_get_record:wrong version number:../a.c:350:\n'),
      `SSL validation failed for ${url} wrong version number`,
    ],
    [new ProxyError('http://me:secret@p:1', 'refused'), 'Failed to connect to proxy URL: "http://***:***@p:1"'],
    [
      new ProxyError('http://p:1', 'closed'),
      `Connection was closed before we received a valid response from endpoint URL: "${url}".`,
    ],
    [new HandshakeTimeout(), `Read timeout on endpoint URL: "${url}"`],
    [new GeneralError('It is known.'), 'It is known.'],
  ])('explains %s', (error, message) => {
    expect(explain(error)).toBe(message);
  });

  it('does not show the message of an unknown error', () => {
    expect(explain(withCode('ERR_UNKNOWN', 'secret'))).toBe('The request failed unexpectedly: Error (ERR_UNKNOWN).');
    expect(explain('secret')).toBe('The request failed unexpectedly: string.');
    expect(explain(withCode('ERR_INVALID_CHAR', 'secret'))).not.toContain('secret');
  });
});

describe('the hint for a Region', () => {
  const unknownHost = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

  it.each([
    ['us-east1', 'us-east-1'],
    ['useast-2', 'us-east-2'],
    ['eu-cental-1', 'eu-central-1'],
    ['EU-WEST-1', 'eu-west-1'],
  ])('the hint for %s is %s', async (region, known) => {
    expect(await regionHint(unknownHost, region)).toBe(`Maybe you meant the Region ${known}.`);
  });

  it.each([
    ['a known Region', unknownHost, 'us-east-1'],
    ['no similar Region', unknownHost, 'moon-base-1'],
    ['a configured endpoint', unknownHost, undefined],
    ['a host that is known', refused, 'us-east1'],
  ])('there is no hint with %s', async (_, error, region) => {
    expect(await regionHint(error, region)).toBeUndefined();
  });

  it.each([
    ['https://sts.us-east1.amazonaws.com/', 'us-east-1'],
    ['https://portal.sso.eu-cental-1.amazonaws.com/federation/credentials?role_name=r', 'eu-central-1'],
    ['https://sts.us-east-1.amazonaws.com/', undefined],
    ['https://proxy.example.com/', undefined],
  ])('the hint for %s is %s', async (url, known) => {
    expect(await regionHintForHost(unknownHost, url)).toBe(known && `Maybe you meant the Region ${known}.`);
    expect(await regionHintForHost(refused, url)).toBeUndefined();
  });
});
