import { describe, expect, it } from 'vitest';

import { endpointUrl, requireEndpointUrl, trimmedUrl } from '../../../src/settings/endpoint-url.ts';
import { resolveProfile } from '../../../src/settings/chosen-profile.ts';
import { testIo } from '../../support/test-io.ts';

describe('an endpoint URL', () => {
  it.each([
    ['  https://a', 'https://a'],
    ['\u0001 http://a ', 'http://a '],
    ['\thttp://a', '\thttp://a'],
    ['\u00a0http://a', '\u00a0http://a'],
  ])('%j is trimmed of leading spaces and control characters', (url, trimmed) => {
    expect(trimmedUrl(url)).toBe(trimmed);
  });

  it('is trimmed in the environment and in the profile', () => {
    const url = (environment: Record<string, string>, config: string) => {
      const io = testIo(environment, { '/home/someone/.aws/config': config });
      return endpointUrl('ecr', resolveProfile(undefined, io), io);
    };
    expect(url({ AWS_ENDPOINT_URL_ECR: ' http://a' }, '')).toBe('http://a');
    expect(url({ AWS_ENDPOINT_URL: ' http://b' }, '')).toBe('http://b');
    expect(url({}, '[default]\nendpoint_url = \u0001http://c\n')).toBe('http://c');
    expect(url({}, '[default]\nservices = s\n[services s]\necr =\n  endpoint_url = \u0001http://d\n')).toBe('http://d');
  });

  it.each(['x', 'http:/a', 'http://', 'http:///a', 'http://?a', 'ftp://a', 'http://a\n', '\thttp://a', 'ht\ntp://a'])(
    '%j is invalid',
    (url) => {
      expect(() => {
        requireEndpointUrl(url);
      }).toThrow(`Invalid endpoint: ${url}`);
    },
  );

  it.each([undefined, 'http://a', 'HTTPS://a:1/b', 'http://a/ '])('%j is valid', (url) => {
    expect(() => {
      requireEndpointUrl(url);
    }).not.toThrow();
  });
});
