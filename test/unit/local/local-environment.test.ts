import { describe, expect, it } from 'vitest';

import { localEnvironment } from '../../../src/local/local-environment.ts';

const url = 'http://127.0.0.1:1234';

describe('localEnvironment', () => {
  it('sets the endpoints of both services', () => {
    expect(localEnvironment(url, {})).toMatchObject({ AWS_ENDPOINT_URL_ECR: url, AWS_ENDPOINT_URL_STS: url });
  });

  it('replaces credentials and removes a session token', () => {
    const environment = localEnvironment(url, { AWS_ACCESS_KEY_ID: 'AKIDREAL', AWS_SESSION_TOKEN: 'token' });
    expect(environment).toMatchObject({ AWS_ACCESS_KEY_ID: 'AKIAECRLOCALEXAMPLE0', AWS_SESSION_TOKEN: undefined });
  });

  it('sets a Region only if none is set', () => {
    expect(localEnvironment(url, {})).toHaveProperty('AWS_REGION', 'us-east-1');
    expect(localEnvironment(url, { AWS_REGION: 'eu-west-1' })).not.toHaveProperty('AWS_REGION');
    expect(localEnvironment(url, { AWS_DEFAULT_REGION: 'eu-west-1' })).not.toHaveProperty('AWS_REGION');
  });

  it('bypasses a proxy', () => {
    expect(localEnvironment(url, {})).not.toHaveProperty('NO_PROXY');
    expect(localEnvironment(url, { HTTP_PROXY: 'http://proxy', no_proxy: 'a' })).toMatchObject({
      NO_PROXY: '127.0.0.1',
      no_proxy: 'a,127.0.0.1',
    });
  });
});
