import { describe, expect, it } from 'vitest';

import { checkCredentialSettings } from '../../../src/credentials/credential-settings.ts';
import { resolveSettings } from '../../../src/settings/settings.ts';
import { testIo } from '../../support/test-io.ts';

const keys = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' };

function check(config: string, environment: Record<string, string>, globals = {}) {
  const io = testIo(environment, { '/home/someone/.aws/config': config });
  return () => {
    checkCredentialSettings(resolveSettings(globals, io), io);
  };
}

describe('a problem of the credential settings', () => {
  it.each<[string, Record<string, string>, string]>([
    ['', { AWS_ACCESS_KEY_ID: 'AKID' }, 'Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY'],
    [
      '[default]\nsso_session = s',
      keys,
      'The profile "default" is configured to use the SSO token provider but the "s" sso_session configuration does not exist.',
    ],
    [
      '[default]\nsso_session = s\n[sso-session s]\nsso_region = r',
      {},
      'The profile "default" is configured to use the SSO token provider but is missing the following configuration: [\'sso_start_url\'].',
    ],
  ])('is reported for %j with %j', (config, environment, message) => {
    expect(check(config, environment)).toThrow(message);
  });

  it.each<[string, Record<string, string>, object]>([
    ['', {}, {}],
    ['[default]\nsso_session = s\n[sso-session s]\nsso_region = r\nsso_start_url = u', keys, {}],
    // The SSO provider reports these.
    ['[default]\nsso_session = s\nsso_account_id = 1', {}, {}],
    ['', { AWS_ACCESS_KEY_ID: 'AKID' }, { signRequest: false }],
    ['[profile p]', { AWS_ACCESS_KEY_ID: 'AKID' }, { profile: 'p' }],
  ])('is not reported for %j with %j and %j', (config, environment, globals) => {
    expect(check(config, environment, globals)).not.toThrow();
  });
});
