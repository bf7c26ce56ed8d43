import { describe, expect, it } from 'vitest';

import { hasProxies, proxyFor, withoutSecrets } from '../../../src/transport/proxies.ts';

const ecr = 'https://api.ecr.us-east-1.amazonaws.com/';
const proxy = (url: string, environment: Record<string, string>) => proxyFor(new URL(url), { environment });

describe('a proxy', () => {
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
    ['http://h:8080/', { HTTP_PROXY: 'http://p', NO_PROXY: 'h:8080' }, undefined],
    ['http://h:8080/', { HTTP_PROXY: 'http://p', NO_PROXY: 'h:80' }, 'http://p'],
    ['http://127.0.0.1:1/', { HTTP_PROXY: 'http://p', NO_PROXY: '127.0.0.1' }, undefined],
  ])('for %s with %j is %s', (url, environment, expected) => {
    expect(proxy(url, environment)).toBe(expected);
  });

  it('is shown without user and password', () => {
    expect(withoutSecrets('http://me:secret@p:1/')).toBe('http://***:***@p:1/');
    expect(withoutSecrets('http://p:1')).toBe('http://p:1');
  });

  it('is looked for only where a variable names one', () => {
    expect(hasProxies({ environment: { NO_PROXY: '*' } })).toBe(false);
    expect(hasProxies({ environment: { https_proxy: 'p' } })).toBe(true);
  });
});
