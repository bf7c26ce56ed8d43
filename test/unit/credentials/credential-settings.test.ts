import { describe, expect, it } from 'vitest';

import { checkCredentialSettings, configuredAccount } from '../../../src/credentials/credential-settings.ts';
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

describe('configured account', () => {
  const account = (
    config: string,
    {
      environment = {},
      ...globals
    }: { environment?: Record<string, string>; profile?: string; signRequest?: false } = {},
  ) => {
    const io = testIo({ AWS_CONFIG_FILE: '/config', ...environment }, { '/config': config });
    return configuredAccount(resolveSettings(globals, io), io);
  };

  const role =
    '[default]\nrole_arn = arn:aws-cn:iam::111111111111:role/path/r\nsource_profile = base\n[profile base]\n';
  const sso = '[default]\nsso_account_id = 222222222222\nsso_role_name = r\n';

  it.each([
    ['the ARN of the role', role, '111111111111'],
    [
      'the ARN of the role before that of SSO',
      `${role.replace('[profile base]\n', '')}sso_account_id = 222222222222\n`,
      '111111111111',
    ],
    ['the account of SSO', sso, '222222222222'],
    ['nothing for other credentials', '[default]\naws_access_key_id = a\naws_secret_access_key = b\n', undefined],
    ['nothing for the token of a web identity', `${sso}web_identity_token_file = t\n`, undefined],
    ['nothing for what is not an account', '[default]\nsso_account_id = 1\nsso_role_name = r\n', undefined],
    ['nothing for what is not a role', '[default]\nrole_arn = r\n', undefined],
    ['nothing without files', '', undefined],
  ])('returns %s', (_, config, expected) => {
    expect(account(config)).toBe(expected);
  });

  it.each(['AWS_ACCESS_KEY_ID', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN'])(
    'returns nothing with %s in the environment, unless --profile names the profile',
    (name) => {
      for (const config of [role, sso]) {
        expect(account(config, { environment: { [name]: 'x' } })).toBeUndefined();
        expect(account(config, { environment: { [name]: 'x' }, profile: 'default' })).toMatch(/^(1+|2+)$/);
      }
    },
  );

  it('returns nothing for a request without signature', () => {
    expect(account(role, { signRequest: false })).toBeUndefined();
  });
});
