import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { secrets, startAwsService, type AwsService } from '../support/aws-service.ts';
import { create } from '../support/create-command.ts';
import { bareEnvironment, ecr, officialCli, removeFolder, run } from '../support/run.ts';

const role = 'arn:aws:iam::123456789012:role/r';

let home: string;
let service: AwsService;

beforeEach(async () => {
  home = fs.mkdtempSync(path.join(bareEnvironment()['HOME'] ?? '/tmp', 'ecr-home-'));
  service = await startAwsService();
});
afterEach(async () => {
  service.close();
  await removeFolder(home);
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(home, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content, { mode: name.endsWith('.sh') ? 0o700 : 0o600 });
  }
}

function environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { HOME: home, AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: service.url, ...more };
}

const call = (words: readonly string[] = [], more: Readonly<Record<string, string>> = {}) =>
  run(process.execPath, [ecr, ...create, ...words], environment(more), home);
const official = (...words: string[]) => run(officialCli ?? '', ['ecr', ...create, ...words], environment(), home);
const kinds = () => service.requests.map(({ kind }) => kind);
const keyOfCall = () => service.requests.find(({ kind }) => kind === 'ecr')?.accessKeyId;

const assumeRole = {
  '.aws/config': `[profile role]\nrole_arn = ${role}\nsource_profile = base\nexternal_id = é1\nduration_seconds = 900\n`,
  '.aws/credentials': '[base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = secretOfTheBase\n',
};

describe('the role cache', () => {
  it('saves the second call to STS, in a private file', async () => {
    write(assumeRole);
    expect(await call(['--profile', 'role'])).toMatchObject({ code: 0, stderr: '' });
    expect(await call(['--profile', 'role'])).toMatchObject({ code: 0, stderr: '' });
    expect(kinds()).toEqual(['AssumeRole', 'ecr', 'ecr']);
    const folder = path.join(home, '.aws', 'cli', 'cache');
    const [file = ''] = fs.readdirSync(folder);
    expect(fs.statSync(path.join(folder, file)).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(folder)).toHaveLength(1);
  });

  it('reads a file of the AWS CLI v2', async () => {
    write({
      ...assumeRole,
      // The name is the SHA-1 of {"DurationSeconds": 900, "ExternalId": "\u00e91", "RoleArn": "…"}.
      [`.aws/cli/cache/${createHash('sha1').update(`{"DurationSeconds": 900, "ExternalId": "\\u00e91", "RoleArn": "${role}"}`).digest('hex')}.json`]:
        '{"Credentials": {"AccessKeyId": "AKIDCACHED", "SecretAccessKey": "s", "SessionToken": "t", "Expiration": "2099-01-01T00:00:00UTC", "AccountId": "123456789012"}, "ResponseMetadata": {"HTTPStatusCode": 200}}',
    });
    expect((await call(['--profile', 'role'])).code).toBe(0);
    expect(service.requests).toMatchObject([{ kind: 'ecr', accessKeyId: 'AKIDCACHED' }]);
  });

  it.each([
    [
      'expired',
      '{"Credentials": {"AccessKeyId": "AKIDOLD", "SecretAccessKey": "s", "SessionToken": "t", "Expiration": "2020-01-01T00:00:00Z"}}',
    ],
    ['damaged', '{"Credentials": {"Acc'],
    ['of something else', '[]'],
  ])('assumes the role again when the file is %s', async (_, content) => {
    write(assumeRole);
    const name = createHash('sha1')
      .update(`{"DurationSeconds": 900, "ExternalId": "\\u00e91", "RoleArn": "${role}"}`)
      .digest('hex');
    write({ [`.aws/cli/cache/${name}.json`]: content });
    expect((await call(['--profile', 'role'])).code).toBe(0);
    expect(kinds()).toEqual(['AssumeRole', 'ecr']);
  });

  it.skipIf(officialCli === undefined)('is shared with the AWS CLI in both directions', async () => {
    write(assumeRole);
    expect((await official('--profile', 'role')).code).toBe(0);
    expect((await call(['--profile', 'role'])).code).toBe(0);
    expect(kinds()).toEqual(['AssumeRole', 'ecr', 'ecr']);
    fs.rmSync(path.join(home, '.aws', 'cli'), { recursive: true });
    service.requests.length = 0;
    expect((await call(['--profile', 'role'])).code).toBe(0);
    expect((await official('--profile', 'role')).code).toBe(0);
    expect(kinds()).toEqual(['AssumeRole', 'ecr', 'ecr']);
    expect(
      new Set(service.requests.filter(({ kind }) => kind === 'ecr').map(({ accessKeyId }) => accessKeyId)),
    ).toEqual(new Set(['AKIDASSUMED']));
  });
});

describe('other credentials', () => {
  const sso = (expiresAt: string) => ({
    '.aws/config':
      '[profile sso]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Admin\n[sso-session corp]\nsso_start_url = https://corp.example.com/start\nsso_region = us-east-1\n',
    [`.aws/sso/cache/${createHash('sha1').update('corp').digest('hex')}.json`]: JSON.stringify({
      startUrl: 'https://corp.example.com/start',
      region: 'us-east-1',
      accessToken: 'tokenOfTheSsoSession',
      expiresAt,
    }),
  });

  it('come from an SSO session that has not expired', async () => {
    write(sso('2099-01-01T00:00:00Z'));
    expect(await call(['--profile', 'sso'])).toMatchObject({ code: 0, stderr: '' });
    expect(keyOfCall()).toBe('AKIDSSO');
  });

  it('are missing when the SSO session has expired, with a message', async () => {
    write(sso('2020-01-01T00:00:00Z'));
    expect(await call(['--profile', 'sso'])).toMatchObject({
      code: 255,
      stderr: '\necr: [ERROR]: Error when retrieving token from sso: Token has expired and refresh failed\n',
    });
    expect(service.requests).toEqual([]);
  });

  it('are not resolved with --no-sign-request', async () => {
    write({ '.aws/config': '[default]\ncredential_process = touch made\n' });
    expect((await call(['--no-sign-request'])).code).toBe(0);
    expect(keyOfCall()).toBeUndefined();
    expect(fs.existsSync(path.join(home, 'made'))).toBe(false);
  });
});

describe('--debug', () => {
  const everyKind: readonly (readonly [
    string,
    Readonly<Record<string, string>>,
    readonly string[],
    Readonly<Record<string, string>>,
  ])[] = [
    [
      'environment',
      {},
      [],
      {
        AWS_ACCESS_KEY_ID: 'AKIDENV',
        AWS_SECRET_ACCESS_KEY: 'secretOfTheEnvironment',
        AWS_SESSION_TOKEN: 'tokenOfTheEnvironment',
      },
    ],
    [
      'file',
      { '.aws/credentials': '[default]\naws_access_key_id = AKIDFILE\naws_secret_access_key = secretOfTheFile\n' },
      [],
      {},
    ],
    ['role', assumeRole, ['--profile', 'role'], {}],
    [
      'web identity',
      { token: 'tokenOfTheWebIdentity' },
      [],
      { AWS_ROLE_ARN: role, AWS_WEB_IDENTITY_TOKEN_FILE: 'token' },
    ],
    [
      'process',
      {
        '.aws/config': '[default]\ncredential_process = ./p.sh\n',
        'p.sh': `#!/bin/sh\necho '{"Version":1,"AccessKeyId":"AKIDPROCESS","SecretAccessKey":"secretOfTheProcess","SessionToken":"tokenOfTheProcess"}'\n`,
      },
      [],
      {},
    ],
    [
      'container',
      {},
      [],
      {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: '{{url}}/container',
        AWS_CONTAINER_AUTHORIZATION_TOKEN: 'tokenForTheContainer',
      },
    ],
    [
      'proxy',
      {},
      [],
      {
        AWS_ACCESS_KEY_ID: 'AKIDENV',
        AWS_SECRET_ACCESS_KEY: 'secretOfTheEnvironment',
        HTTP_PROXY: 'http://me:secretOfTheProxy@127.0.0.1:9',
        AWS_MAX_ATTEMPTS: '1',
      },
    ],
  ];

  it.each(everyKind)('shows no secret: %s', async (kind, files, words, more) => {
    write(files);
    const outcome = await call(
      [...words, '--debug'],
      Object.fromEntries(Object.entries(more).map(([name, value]) => [name, value.replace('{{url}}', service.url)])),
    );
    expect(outcome.code, outcome.stderr).toBe(kind === 'proxy' ? 255 : 0);
    expect(outcome.stderr).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} - ecr\.main - DEBUG - /);
    expect(outcome.stderr).toContain('Request: POST');
    expect(outcome.stderr + outcome.stdout).not.toMatch(/secretO|tokenO|tokenF|Signature=[0-9a-f]/);
    for (const secret of Object.values(secrets)) expect(outcome.stderr).not.toContain(secret);
  });
});
