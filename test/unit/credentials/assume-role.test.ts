import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { assumedRole } from '../../../src/credentials/assume-role.ts';
import { type CredentialFetch, SharedCredentials } from '../../../src/credentials/context.ts';
import { resolveProfile } from '../../../src/settings/chosen-profile.ts';
import { clientSettings } from '../../../src/settings/client-settings.ts';
import { resolveSettings } from '../../../src/settings/settings.ts';
import { TlsContexts } from '../../../src/transport/tls.ts';
import { testIo } from '../../support/test-io.ts';

const role = 'arn:aws:iam::123456789012:role/r';
const cached = {
  AccessKeyId: 'AKIDCACHED',
  SecretAccessKey: 's',
  SessionToken: 't',
  Expiration: '2099-01-01T00:00:00Z',
};

/** The cache file for the parameters of AssumeRole, in Python's JSON. */
function cacheFile(parameters: string): Record<string, string> {
  const name = createHash('sha1').update(parameters).digest('hex');
  return { [`/home/someone/.aws/cli/cache/${name}.json`]: JSON.stringify({ Credentials: cached }) };
}

/** The role of the default profile, with the credentials of `source`. */
function roleOf(
  profile: string,
  source: CredentialFetch | undefined,
  files: Record<string, string> = {},
  environment: Record<string, string> = {},
) {
  const requested: string[] = [];
  const io = { ...testIo(environment, { '/home/someone/.aws/config': `[default]\n${profile}`, ...files }) };
  const chosen = resolveProfile(undefined, io);
  const context = {
    io: { ...io, askSecret: (prompt: string) => Promise.reject(new Error(`asked: ${prompt}`)) },
    region: 'us-east-1',
    profile: chosen,
    settings: clientSettings(resolveSettings({}, io), io),
    shared: new SharedCredentials(),
    tls: new TlsContexts(io),
  };
  const lookups = {
    bySource: (name: string) => {
      requested.push(name);
      return Promise.resolve(source);
    },
    byProfile: ({ name }: { readonly name: string }) => {
      requested.push(name);
      return Promise.resolve(source);
    },
  };
  return { fetch: assumedRole(chosen, context, lookups), requested };
}

const unused: CredentialFetch = () => Promise.reject(new Error('the source is fetched'));
const bySource = `role_arn = ${role}\ncredential_source = Environment\n`;

describe('a role in the cache', () => {
  it('needs no source credentials and no MFA code', async () => {
    const parameters = `{"RoleArn": "${role}", "SerialNumber": "arn:aws:iam::1:mfa/m"}`;
    const { fetch, requested } = roleOf(
      `${bySource}mfa_serial = arn:aws:iam::1:mfa/m\n`,
      unused,
      cacheFile(parameters),
    );
    expect(await (await fetch)?.()).toMatchObject({ accessKeyId: 'AKIDCACHED', sessionToken: 't' });
    expect(requested).toEqual(['Environment']);
  });

  it.each(['', 'role_session_name =\n'])('has a key without a session name for %j', async (profile) => {
    const { fetch } = roleOf(bySource + profile, unused, cacheFile(`{"RoleArn": "${role}"}`));
    expect(await (await fetch)?.()).toMatchObject({ accessKeyId: 'AKIDCACHED' });
  });
});

describe('a role in the cache with ECR_ROLE_CACHE=off', () => {
  it('resolves its source credentials', async () => {
    const files = cacheFile(`{"RoleArn": "${role}"}`);
    const { fetch } = roleOf(bySource, unused, files, { ECR_ROLE_CACHE: 'off' });
    await expect((await fetch)?.()).rejects.toThrow('the source is fetched');
  });
});

describe('a role that is not in the cache', () => {
  it('prompts for the MFA code before resolving its source credentials', async () => {
    const { fetch } = roleOf(`${bySource}mfa_serial = arn:aws:iam::1:mfa/m\n`, unused);
    await expect((await fetch)?.()).rejects.toThrow('asked: Enter MFA code for arn:aws:iam::1:mfa/m: ');
  });

  it('resolves its source credentials', async () => {
    const { fetch } = roleOf(bySource, unused);
    await expect((await fetch)?.()).rejects.toThrow('the source is fetched');
  });

  it('requires source credentials', async () => {
    const message =
      'Error when retrieving credentials from Environment: No credentials found in credential_source referenced in profile default';
    await expect(roleOf(bySource, undefined).fetch).rejects.toThrow(message);
  });
});

describe('credential_source', () => {
  it.each(['Environment', 'Ec2InstanceMetadata', 'EcsContainer'])('accepts %s', async (source) => {
    const { fetch, requested } = roleOf(`role_arn = ${role}\ncredential_source = ${source}\n`, unused);
    expect(await fetch).toBeDefined();
    expect(requested).toEqual([source]);
  });

  it.each(['environment', 'ENVIRONMENT', 'ec2InstanceMetadata', 'ecsContainer', 'SharedConfig', ''])(
    'refuses %j',
    async (source) => {
      const { fetch, requested } = roleOf(`role_arn = ${role}\ncredential_source = ${source}\n`, unused);
      await expect(fetch).rejects.toThrow(
        `The credential source "${source}" referenced in profile "default" is not valid.`,
      );
      expect(requested).toEqual([]);
    },
  );
});

it('refuses a nested section as the external ID', async () => {
  await expect(roleOf(`${bySource}external_id =\n  a = b\n`, unused).fetch).rejects.toThrow(
    'external_id takes one value, not a group of indented keys. Write the value on the same line.',
  );
});

it('refuses a chain of more than 100 source profiles', async () => {
  const profile = (index: number) => `role_arn = ${role}\nsource_profile = p${String(index)}\n`;
  const chain = (length: number) =>
    [
      profile(1),
      ...Array.from({ length: length - 1 }, (_, index) => `[profile p${String(index + 1)}]\n${profile(index + 2)}`),
      `[profile p${String(length)}]\naws_access_key_id = a\naws_secret_access_key = b\n`,
    ].join('');
  await expect(roleOf(chain(100), undefined).fetch).rejects.toThrow('must have credentials');
  await expect(roleOf(chain(101), undefined).fetch).rejects.toThrow(
    'The profile "default" has more than 100 source profiles in a chain.',
  );
});
