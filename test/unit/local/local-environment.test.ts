import { describe, expect, it } from 'vitest';

import { commandEnvironment, localEnvironment, shellLines } from '../../../src/local/local-environment.ts';
import { testIo } from '../../support/test-io.ts';

const url = 'http://127.0.0.1:1234';
const configFile = '/home/someone/.aws/config';

/** The variables of a command, for variables that are set already and the user's config file. */
function environmentOf(
  environment: Readonly<Record<string, string>>,
  config?: string,
): Readonly<Record<string, string>> {
  const io = testIo(environment, config === undefined ? {} : { [configFile]: config });
  return commandEnvironment(localEnvironment(url, io), io);
}

describe('the environment of a command', () => {
  it('has the endpoint for all services, which no profile can turn off', () => {
    const environment = environmentOf({
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
      AWS_ENDPOINT_URL_SSO: 'https://elsewhere',
    });
    expect(environment).toMatchObject({
      AWS_ENDPOINT_URL: url,
      AWS_ENDPOINT_URL_ECR: url,
      AWS_ENDPOINT_URL_STS: url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
      ECR_ROLE_CACHE: 'off',
    });
    expect(environment).not.toHaveProperty('AWS_ENDPOINT_URL_SSO');
  });

  it('has keys that work nowhere else, and no other credentials', () => {
    const others = [
      'AWS_PROFILE',
      'AWS_DEFAULT_PROFILE',
      'AWS_SESSION_TOKEN',
      'AWS_SECURITY_TOKEN',
      'AWS_CREDENTIAL_EXPIRATION',
      'AWS_ROLE_ARN',
      'AWS_WEB_IDENTITY_TOKEN_FILE',
      'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
      'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    ];
    const environment = environmentOf({
      AWS_ACCESS_KEY_ID: 'AKIDREAL',
      AWS_SECRET_ACCESS_KEY: 'real',
      ...Object.fromEntries(others.map((name) => [name, 'real'])),
    });
    expect(environment).toMatchObject({
      AWS_ACCESS_KEY_ID: 'AKIAECRLOCALEXAMPLE0',
      AWS_SECRET_ACCESS_KEY: 'ecr-local',
    });
    expect(Object.values(environment)).not.toContain('real');
  });

  it.each([
    ['no settings', {}, undefined, 'us-east-1'],
    ['AWS_REGION', { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' }, undefined, 'eu-west-1'],
    ['AWS_DEFAULT_REGION', { AWS_DEFAULT_REGION: 'eu-west-2' }, '[default]\nregion = eu-west-3', 'eu-west-2'],
    ['an empty AWS_REGION', { AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-west-2' }, undefined, 'eu-west-2'],
    [
      'empty variables',
      { AWS_REGION: '', AWS_DEFAULT_REGION: '', AWS_PROFILE: '' },
      '[default]\nregion = eu-west-3',
      'eu-west-3',
    ],
    [
      'the profile',
      { AWS_PROFILE: 'p' },
      '[default]\nregion = eu-west-1\n[profile p]\nregion = eu-west-3',
      'eu-west-3',
    ],
    [
      'a profile without a Region',
      { AWS_PROFILE: 'p' },
      '[default]\nregion = eu-west-1\n[profile p]\noutput = text',
      'us-east-1',
    ],
    ['a malformed file', {}, 'nonsense', 'us-east-1'],
  ])('has one Region for all SDKs with %s', (_, environment, config, region) => {
    expect(environmentOf(environment, config)).toMatchObject({ AWS_REGION: region, AWS_DEFAULT_REGION: region });
  });

  it.each([
    [{}, '127.0.0.1,localhost,::1'],
    [{ NO_PROXY: '.corp.example', no_proxy: '127.0.0.1' }, '.corp.example,127.0.0.1,localhost,::1'],
    [{ NO_PROXY: ' a , b,', no_proxy: 'b,c' }, 'a,b,c,127.0.0.1,localhost,::1'],
    [{ NO_PROXY: '*' }, '*'],
    [{ NO_PROXY: 'a', no_proxy: '*' }, '*'],
  ])('exempts the endpoint from proxies in addition to %j', (environment: Readonly<Record<string, string>>, hosts) => {
    expect(environmentOf(environment)).toMatchObject({ NO_PROXY: hosts, no_proxy: hosts });
  });

  it('keeps all other variables', () => {
    expect(environmentOf({ PATH: '/bin', HTTPS_PROXY: 'http://proxy', AWS_CONFIG_FILE: '/c' })).toMatchObject({
      PATH: '/bin',
      HTTPS_PROXY: 'http://proxy',
      AWS_CONFIG_FILE: '/c',
    });
  });
});

describe('the lines for a shell', () => {
  it('set and remove the same variables', () => {
    const io = testIo({ NO_PROXY: '*', AWS_ENDPOINT_URL_S3: 'https://elsewhere' });
    const lines = shellLines(localEnvironment(url, io));
    expect(lines).toContain(`export AWS_ENDPOINT_URL_ECR=${url}`);
    expect(lines).toContain("export NO_PROXY='*'");
    expect(lines.at(-1)).toMatch(/^unset AWS_PROFILE .* AWS_ENDPOINT_URL_S3$/);
  });
});
