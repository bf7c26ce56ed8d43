import { describe, expect, it } from 'vitest';

import { parseProxyUrl, proxyAuthorization, proxyFor, requestProxies } from '../../../src/transport/proxies.ts';

const ecr = 'https://api.ecr.us-east-1.amazonaws.com/';
const proxy = (url: string, environment: Record<string, string>) => proxyFor(new URL(url), { environment })?.url;

describe('proxyFor', () => {
  it.each<[string, Record<string, string>, string | undefined]>([
    [ecr, {}, undefined],
    [ecr, { HTTPS_PROXY: 'http://p:1' }, 'http://p:1'],
    [ecr, { HTTP_PROXY: 'http://p:1', ALL_PROXY: 'http://q' }, undefined],
    [ecr, { HTTPS_PROXY: 'http://p:1', https_proxy: 'http://q:2' }, 'http://q:2'],
    [ecr, { HTTPS_PROXY: 'http://p:1', https_proxy: '' }, undefined],
    [ecr, { HTTPS_PROXY: 'p:1' }, 'http://p:1'],
    [ecr, { HTTPS_PROXY: '//p:1' }, 'http://p:1'],
    ['http://host/', { HTTP_PROXY: 'http://p:1' }, 'http://p:1'],
    [ecr, { HTTPS_PROXY: 'http://p', NO_PROXY: '*' }, undefined],
    [ecr, { HTTPS_PROXY: 'http://p', NO_PROXY: 'amazonaws.com' }, undefined],
    [ecr, { HTTPS_PROXY: 'http://p', NO_PROXY: ' x , .AMAZONAWS.com ' }, undefined],
    [ecr, { HTTPS_PROXY: 'http://p', NO_PROXY: 'azonaws.com' }, 'http://p'],
    [ecr, { HTTPS_PROXY: 'http://p', NO_PROXY: '*.amazonaws.com' }, 'http://p'],
    [ecr, { HTTPS_PROXY: 'http://p', NO_PROXY: '*', no_proxy: 'other' }, 'http://p'],
    [ecr, { Https_Proxy: 'http://p:1' }, 'http://p:1'],
    [ecr, { https_PROXY: 'http://p:1', HTTPS_proxy: 'http://q:2' }, 'http://q:2'],
    [ecr, { https_PROXY: 'http://p:1', HTTPS_proxy: '' }, undefined],
    [ecr, { HTTPS_PROXY: 'http://p:1', Https_Proxy: '' }, 'http://p:1'],
    [ecr, { HTTPS_PROXY: 'http://p:1', No_Proxy: '*' }, undefined],
    [ecr, { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*', no_proxy: '' }, 'http://p:1'],
    [ecr, { HTTPS_PROXY: 'http://p:1', REQUEST_METHOD: 'GET' }, 'http://p:1'],
    ['http://host/', { HTTP_PROXY: 'http://p:1', REQUEST_METHOD: 'GET' }, undefined],
    ['http://host/', { HTTP_PROXY: 'http://p:1', REQUEST_METHOD: '' }, undefined],
    ['http://host/', { http_proxy: 'http://p:1', REQUEST_METHOD: 'GET' }, 'http://p:1'],
    ['http://h:8080/', { HTTP_PROXY: 'http://p', NO_PROXY: 'h:8080' }, undefined],
    ['http://h:8080/', { HTTP_PROXY: 'http://p', NO_PROXY: 'h:80' }, 'http://p'],
    ['http://127.0.0.1:1/', { HTTP_PROXY: 'http://p', NO_PROXY: '127.0.0.1' }, undefined],
  ])('for %s with %j returns %s', (url, environment, expected) => {
    expect(proxy(url, environment)).toBe(expected);
  });

  it('returns the name of the variable', () => {
    expect(proxyFor(new URL(ecr), { environment: { Https_Proxy: 'p' } })).toEqual({
      url: 'http://p',
      variable: 'Https_Proxy',
    });
  });
});

describe('requestProxies', () => {
  it('returns the proxies of HTTP and HTTPS only', () => {
    expect(requestProxies({ environment: { NO_PROXY: '*', ALL_PROXY: 'p', FTP_PROXY: 'p' } })).toEqual([]);
    expect(requestProxies({ environment: { https_proxy: 'p' } })).toEqual([{ url: 'p', variable: 'https_proxy' }]);
  });
});

describe('parseProxyUrl', () => {
  it.each(['http://', 'http://a b', 'http://p:99999', 'http://me:secret@[x'])('refuses %s', (url) => {
    const parse = () => parseProxyUrl({ url, variable: 'Https_Proxy' });
    expect(parse).toThrow('Invalid proxy URL in the environment variable Https_Proxy: "http://');
    expect(parse).not.toThrow('secret');
  });
});

describe('proxyAuthorization', () => {
  // As seen with the AWS CLI 2.36.
  it.each([
    ['u:100%', 'u:100%'],
    ['pa%ss:x%zz', 'pa%ss:x%zz'],
    ['u%40:p%3a', 'u@:p:'],
    ['u:a@b', 'u:a@b'],
  ])('decodes %s to %s', (user, decoded) => {
    const { 'Proxy-Authorization': header = '' } = proxyAuthorization(new URL(`http://${user}@proxy:1`));
    expect(Buffer.from(header.replace('Basic ', ''), 'base64').toString()).toBe(decoded);
  });

  it('returns no header without a user', () => {
    expect(proxyAuthorization(new URL('http://proxy'))).toEqual({});
  });
});
