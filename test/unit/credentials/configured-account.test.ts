import { expect, it } from 'vitest';

import { configuredAccount } from '../../../src/credentials/configured-account.ts';
import { resolveSettings } from '../../../src/settings/settings.ts';
import { testIo } from '../../support/test-io.ts';

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

const role = '[default]\nrole_arn = arn:aws-cn:iam::111111111111:role/path/r\nsource_profile = base\n[profile base]\n';
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
