import { createHash } from 'node:crypto';

import { afterEach, describe, expect, it } from 'vitest';

import { assumeRole } from '../../../src/credentials/assume-role.ts';
import { SharedCredentials } from '../../../src/credentials/context.ts';
import { clientSettings } from '../../../src/settings/client-settings.ts';
import { resolveSettings } from '../../../src/settings/settings.ts';
import { TlsContexts } from '../../../src/transport/tls.ts';
import { type ScriptedService, startScriptedService } from '../../support/scripted-service.ts';
import { testIo } from '../../support/test-io.ts';

const role = 'arn:aws:iam::123456789012:role/r';
const end = Date.parse('2027-01-01T00:00:00Z');

let service: ScriptedService | undefined;
afterEach(() => {
  service?.close();
});

async function assumed(expiration: string, files: Readonly<Record<string, string>> = {}) {
  const credentials = `<AccessKeyId>AKID</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${expiration}</Expiration>`;
  service = await startScriptedService(() => ({
    body: `<AssumeRoleResponse><AssumeRoleResult><Credentials>${credentials}</Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  }));
  const io = testIo({ AWS_ENDPOINT_URL: service.url, AWS_REGION: 'us-east-1' }, files);
  const settings = clientSettings(resolveSettings({}, io), io);
  const shared = new SharedCredentials();
  const tls = new TlsContexts(io);
  const context = { io, region: 'us-east-1', profile: settings.profile, settings, shared, tls };
  const source = () => Promise.resolve({ accessKeyId: 'AKIDBASE', secretAccessKey: 's' });
  return assumeRole({ RoleArn: role }, source, context);
}

describe('the role cache', () => {
  const name = createHash('sha1').update(`{"RoleArn": "${role}"}`).digest('hex');
  const cached = (minutes: number) => ({
    [`/home/someone/.aws/cli/cache/${name}.json`]: JSON.stringify({
      Credentials: {
        AccessKeyId: 'AKIDCACHED',
        SecretAccessKey: 's',
        SessionToken: 't',
        Expiration: new Date(testIo().now().getTime() + minutes * 60_000).toISOString(),
      },
    }),
  });

  it.each([
    [16, 'AKIDCACHED'],
    [15, 'AKIDCACHED'],
    [14, 'AKID'],
    [1, 'AKID'],
    [-1, 'AKID'],
  ])('with %i minutes left gives %s', async (minutes, accessKeyId) => {
    expect((await assumed('2027-01-01T00:00:00Z', cached(minutes))).accessKeyId).toBe(accessKeyId);
  });
});

describe('the end of credentials in a response of STS', () => {
  it.each([
    '2027-01-01T00:00:00Z',
    '2027-01-01T00:00:00.000Z',
    '2027-01-01T01:00:00+01:00',
    '2027-01-01T00:00:00+0000',
    '2027-01-01 00:00:00Z',
    '2027-01-01 00:00:00',
    '20270101T000000Z',
    'Fri, 01 Jan 2027 00:00:00 GMT',
    String(end / 1000),
    `${String(end / 1000)}.0`,
  ])('is read from %s', async (text) => {
    expect((await assumed(text)).expiration?.getTime()).toBe(end);
  });

  it('is refused where it is not a time', async () => {
    await expect(assumed('soon')).rejects.toThrow(
      'The response of STS to AssumeRole has an Expiration that is not a time: "soon".',
    );
  });

  it.each(['2020-01-01T00:00:00Z', '1577836800'])('is refused where it is over: %s', async (text) => {
    await expect(assumed(text)).rejects.toThrow(
      'Credentials were refreshed, but the refreshed credentials are still expired.',
    );
  });
});
