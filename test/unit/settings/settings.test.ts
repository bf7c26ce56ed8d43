import { describe, expect, it } from 'vitest';

import type { GlobalOptions } from '../../../src/model/option-values.ts';
import { resolveSettings } from '../../../src/settings/settings.ts';
import { testIo } from '../../support/test-io.ts';

const config = '/home/someone/.aws/config';
const credentials = '/home/someone/.aws/credentials';
const settings = (
  globals: GlobalOptions = {},
  environment: Record<string, string> = {},
  files: Record<string, string> = {},
) => resolveSettings(globals, testIo(environment, files));

describe('settings', () => {
  it('has the defaults of the AWS CLI', () => {
    expect(settings()).toMatchObject({
      region: undefined,
      output: 'json',
      endpointUrl: undefined,
      signRequest: true,
      verifyCertificate: true,
      readTimeout: 60,
      connectTimeout: 60,
      parameterValidation: true,
    });
  });

  it.each([
    [{ region: 'flag' }, { AWS_REGION: 'env' }, 'flag'],
    [{}, { AWS_REGION: 'env', AWS_DEFAULT_REGION: 'other' }, 'env'],
    [{}, { AWS_DEFAULT_REGION: 'other' }, 'other'],
    [{}, {}, 'file'],
  ])('chooses the Region of %j and %j', (globals, environment, region) => {
    expect(settings(globals, environment, { [config]: '[default]\nregion = file\n' }).region).toBe(region);
  });

  // As seen with the AWS CLI 2.36.
  it.each([
    [{ caBundle: 'flag' }, { AWS_CA_BUNDLE: 'env', REQUESTS_CA_BUNDLE: 'requests' }, 'ca_bundle = file', 'flag'],
    [{}, { AWS_CA_BUNDLE: 'env', REQUESTS_CA_BUNDLE: 'requests' }, 'ca_bundle = file', 'env'],
    [{}, { REQUESTS_CA_BUNDLE: 'requests' }, 'ca_bundle = file', 'file'],
    [{}, { REQUESTS_CA_BUNDLE: 'requests' }, '', 'requests'],
    [{}, { AWS_CA_BUNDLE: '', REQUESTS_CA_BUNDLE: 'requests' }, '', ''],
    [{}, { REQUESTS_CA_BUNDLE: 'requests' }, 'ca_bundle =', ''],
    [{ caBundle: '~/a.pem' }, {}, '', '/home/someone/a.pem'],
    [{}, { AWS_CA_BUNDLE: '~/a.pem' }, '', '/home/someone/a.pem'],
    [{}, {}, 'ca_bundle = ~/a.pem', '/home/someone/a.pem'],
    [{}, { REQUESTS_CA_BUNDLE: '~/a.pem' }, '', '/home/someone/a.pem'],
    [{}, { AWS_CA_BUNDLE: '$HOME/a.pem' }, '', '$HOME/a.pem'],
    [{}, {}, '', undefined],
  ])('chooses the CA bundle of %j, %j and "%s"', (globals, environment, line, caBundle) => {
    expect(settings(globals, environment, { [config]: `[default]\n${line}\n` }).caBundle).toBe(caBundle);
  });

  it.each([
    ['fips-us-east-1', 'us-east-1', true],
    ['us-gov-west-1-fips', 'us-gov-west-1', true],
    ['us-east-1', 'us-east-1', false],
  ])('reads FIPS from the Region %s', (region, real, useFipsEndpoint) => {
    expect(settings({ region })).toMatchObject({ region: real, useFipsEndpoint });
  });

  it.each([
    [{ AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: 'b' }, {}, 'a'],
    [{ AWS_DEFAULT_PROFILE: 'b' }, {}, 'b'],
    [{ AWS_PROFILE: 'a' }, { profile: 'my team' }, 'my team'],
    [{}, {}, 'default'],
  ])('chooses the profile of %j and %j', (environment, globals, name) => {
    const files = { [config]: '[profile a]\n[profile b]\n[profile "my team"]\n' };
    expect(settings(globals, environment, files).profile.name).toBe(name);
  });

  it('prefers the credentials file to the config file', () => {
    const files = { [config]: '[profile a]\nx = 1\ny = 1\n', [credentials]: '[a]\ny = 2\n' };
    expect(Object.fromEntries(settings({ profile: 'a' }, {}, files).profile.values)).toEqual({ x: '1', y: '2' });
  });

  it.each([
    [{ AWS_ENDPOINT_URL_ECR: 'http://one', AWS_ENDPOINT_URL: 'http://two' }, 'http://one'],
    [{ AWS_ENDPOINT_URL: 'http://two' }, 'http://two'],
    [{}, 'http://three'],
    [{ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true', AWS_ENDPOINT_URL: 'http://two' }, undefined],
  ])('chooses the endpoint of %j', (environment, url) => {
    const files = {
      [config]:
        '[default]\nservices = s\nendpoint_url = http://four\n[services s]\necr =\n  endpoint_url = http://three\n',
    };
    expect(settings({}, environment, files).endpointUrl).toBe(url);
  });

  it.each<[GlobalOptions, Record<string, string>, Record<string, string>, string]>([
    [{ profile: 'nope' }, {}, {}, 'The config profile (nope) could not be found'],
    [{}, { AWS_PROFILE: '' }, {}, 'The config profile () could not be found'],
    [{ region: 'not a region' }, {}, {}, "Provided region_name 'not a region' doesn't match a supported format."],
    [{ profile: 'nope', region: 'not a region' }, {}, {}, 'Provided region_name'],
    [{}, {}, { [config]: 'nonsense' }, `Unable to parse config file: ${config}`],
    [{}, {}, { [config]: '[default]\nservices = gone\n' }, 'services configuration does not exist'],
  ])('refuses %j with %j and %j: %s', (globals, environment, files, message) => {
    expect(() => settings(globals, environment, files)).toThrow(message);
  });

  it('expands the paths of the files named in the environment', () => {
    const io = { AWS_CONFIG_FILE: '~/c', AWS_SHARED_CREDENTIALS_FILE: '$PLACE/s', PLACE: '/p' };
    const files = { '/home/someone/c': '[default]\nregion = a\n', '/p/s': '[default]\noutput = text\n' };
    expect(settings({}, io, files)).toMatchObject({ region: 'a', output: 'text' });
  });
});
