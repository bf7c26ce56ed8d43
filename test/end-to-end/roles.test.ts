import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startAwsService, type AwsService } from '../support/aws-service.ts';
import { bareEnvironment, ecr, officialCli, type Outcome, removeFolder, run } from '../support/run.ts';
import { startScriptedProxy } from '../support/scripted-proxy.ts';

const role = 'arn:aws:iam::123456789012:role/r';
const base = '[base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = secretOfTheBase\n';
const assumed = `role_arn = ${role}\nsource_profile = base\n`;
const byToken = `role_arn = ${role}\nweb_identity_token_file = token\n`;
const account = 'sso_account_id = 123456789012\nsso_role_name = Admin\n';
const portal = 'sso_start_url = https://corp.example.com/start\nsso_region = us-east-1\n';
const config = `[profile assumed]\n${assumed}[profile token]\n${byToken}[profile sso]\nsso_session = corp\n${account}[sso-session corp]\n${portal}[profile old-sso]\n${account}${portal}`;

let home: string;
let service: AwsService;

beforeEach(async () => {
  home = fs.mkdtempSync(path.join(bareEnvironment()['HOME'] ?? '/tmp', 'ecr-home-'));
  service = await startAwsService(() => ({ body: { pullThroughCacheRules: [] } }));
  fs.mkdirSync(path.join(home, '.aws/sso/cache'), { recursive: true });
  fs.writeFileSync(path.join(home, 'token'), 'tokenOfTheWebIdentity');
  fs.writeFileSync(path.join(home, '.aws/credentials'), base);
  fs.writeFileSync(path.join(home, '.aws/config'), config);
  writeTokens('2099-01-01T00:00:00Z');
});
afterEach(async () => {
  service.close();
  await removeFolder(home);
});

function writeTokens(expiresAt: string): void {
  const token = {
    startUrl: 'https://corp.example.com/start',
    region: 'us-east-1',
    accessToken: 'tokenOfTheSsoSession',
    expiresAt,
  };
  for (const key of ['corp', 'https://corp.example.com/start']) {
    fs.writeFileSync(
      path.join(home, '.aws/sso/cache', `${createHash('sha1').update(key).digest('hex')}.json`),
      JSON.stringify(token),
    );
  }
}

const words = ['describe-pull-through-cache-rules'];
const environment = (more: Readonly<Record<string, string>>) => ({
  HOME: home,
  AWS_REGION: 'us-east-1',
  AWS_ENDPOINT_URL: service.url,
  AWS_MAX_ATTEMPTS: '2',
  ...more,
});
const call = (profile: string, more: Readonly<Record<string, string>> = {}, ...rest: string[]): Promise<Outcome> =>
  run(process.execPath, [ecr, ...words, '--profile', profile, ...rest], environment(more), home);
const official = (profile: string) =>
  run(officialCli ?? '', ['ecr', ...words, '--profile', profile], environment({}), home);
const kinds = () => service.requests.map(({ kind }) => kind);

describe.each([
  ['assumed', 'AssumeRole'],
  ['token', 'AssumeRoleWithWebIdentity'],
  ['sso', 'sso'],
  ['old-sso', 'sso'],
])('the credentials of the profile %s', (profile, kind) => {
  it('are fetched once', async () => {
    expect(await call(profile)).toMatchObject({ code: 0, stderr: '' });
    expect(await call(profile)).toMatchObject({ code: 0, stderr: '' });
    expect(kinds()).toEqual([kind, 'ecr', 'ecr']);
  });

  it('are used after the token they were fetched with has expired', async () => {
    expect((await call(profile)).code).toBe(0);
    writeTokens('2020-01-01T00:00:00Z');
    fs.rmSync(path.join(home, 'token'));
    expect(await call(profile)).toMatchObject({ code: 0, stderr: '' });
  });

  it.skipIf(officialCli === undefined)('are shared with the AWS CLI in both directions', async () => {
    for (const order of [
      [call, official],
      [official, call],
    ]) {
      fs.rmSync(path.join(home, '.aws/cli'), { recursive: true, force: true });
      service.requests.length = 0;
      for (const tool of order) expect((await tool(profile)).code).toBe(0);
      expect(kinds()).toEqual([kind, 'ecr', 'ecr']);
    }
  });
});

describe('an error of STS', () => {
  const refusal = (code: string) => ({
    status: 400,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>Why.</Message></Error><RequestId>x</RequestId></ErrorResponse>`,
  });

  it.each([
    ['assumed', 'MalformedPolicyDocument', 'AssumeRole', 1],
    ['token', 'InvalidIdentityToken', 'AssumeRoleWithWebIdentity', 1],
    ['token', 'IDPCommunicationError', 'AssumeRoleWithWebIdentity', 2],
    ['assumed', 'AccessDenied', 'AssumeRole', 1],
  ])('for the profile %s is reported with its code %s', async (profile, code, operation, attempts) => {
    service.refusal = refusal(code);
    const retries = attempts === 2 ? ' (reached max retries: 1)' : '';
    expect(await call(profile)).toMatchObject({
      code: 254,
      stderr: `\necr: [ERROR]: An error occurred (${code}) when calling the ${operation} operation${retries}: Why.\n`,
    });
    expect(service.requests).toHaveLength(attempts);
    expect((await call(profile, {}, '--cli-error-format', 'json')).stderr).toBe(
      `{\n    "Code": "${code}",\n    "Message": "Why."\n}\n`,
    );
  });

  it.each([
    [404, 'no', 255, 'Unable to parse response (syntax error), invalid XML received. Further retries may succeed.'],
    [403, '', 255, 'Unable to parse response (no element found), invalid XML received. Further retries may succeed.'],
    [
      500,
      '<html>secret</html>',
      254,
      'An error occurred (500) when calling the AssumeRole operation (reached max retries: 1): Internal Server Error',
    ],
    [
      502,
      ' ',
      254,
      'An error occurred (502) when calling the AssumeRole operation (reached max retries: 1): Bad Gateway',
    ],
  ])('is reported when the response does not come from STS: %d with %j', async (status, body, code, message) => {
    service.refusal = { status, headers: { 'content-type': 'text/xml' }, body };
    expect(await call('assumed')).toEqual({ code, stdout: '', stderr: `\necr: [ERROR]: ${message}\n` });
  });

  it('is reported before a request when a parameter is invalid, as in botocore', async () => {
    fs.appendFileSync(
      path.join(home, '.aws/config'),
      '[profile short]\nrole_arn = r\nexternal_id = e\nrole_session_name = s\nduration_seconds = 60\nsource_profile = base\n',
    );
    const problems = [
      'Invalid length for parameter RoleSessionName, value: 1, valid min length: 2',
      'Invalid length for parameter ExternalId, value: 1, valid min length: 2',
      'Invalid value for parameter DurationSeconds, value: 60, valid min value: 900',
      'Invalid length for parameter RoleArn, value: 1, valid min length: 20',
    ];
    expect(await call('short')).toMatchObject({
      code: 252,
      stderr: `\necr: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:\n${problems.join('\n')}\n`,
    });
    expect(service.requests).toEqual([]);
  });
});

describe('an error of the SSO portal', () => {
  const refusal = (status: number, type: string) => ({
    status,
    headers: { 'x-amzn-errortype': `${type}:http://internal/` },
    body: '{"message":"No access"}',
  });

  it.each(['sso', 'old-sso'])('for the profile %s is reported as the AWS CLI reports it', async (profile) => {
    service.refusal = refusal(403, 'ForbiddenException');
    expect(await call(profile)).toMatchObject({
      code: 254,
      stderr:
        '\necr: [ERROR]: An error occurred (ForbiddenException) when calling the GetRoleCredentials operation: No access\n',
    });
    expect((await call(profile, {}, '--cli-error-format', 'json')).stderr).toBe(
      '{\n    "Message": "No access",\n    "Code": "ForbiddenException"\n}\n',
    );
    service.refusal = refusal(404, 'ResourceNotFoundException');
    expect((await call(profile, {}, '--cli-error-format', 'json')).stderr).toBe(
      '{\n    "Message": "No access",\n    "Code": "ResourceNotFoundException",\n    "message": "No access"\n}\n',
    );
    service.refusal = refusal(401, 'UnauthorizedException');
    expect(await call(profile)).toMatchObject({
      code: 255,
      stderr:
        '\necr: [ERROR]: The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding profile.\n',
    });
  });

  it('is retried when the status is 500', async () => {
    service.refusal = { status: 500, body: 'oops' };
    expect(await call('sso')).toMatchObject({
      code: 254,
      stderr:
        '\necr: [ERROR]: An error occurred (500) when calling the GetRoleCredentials operation (reached max retries: 1): oops\n',
    });
    expect(kinds()).toEqual(['sso', 'sso']);
  });
});

describe('the endpoint of STS', () => {
  it.each([
    ['assumed', { AWS_REGION: 'cn-north-1' }, 'sts.cn-north-1.amazonaws.com.cn'],
    ['assumed', { AWS_REGION: 'fips-us-east-1' }, 'sts-fips.us-east-1.amazonaws.com'],
    ['assumed', { AWS_USE_FIPS_ENDPOINT: 'true' }, 'sts-fips.us-east-1.amazonaws.com'],
    ['assumed', { AWS_USE_DUALSTACK_ENDPOINT: 'true' }, 'sts.us-east-1.api.aws'],
    ['assumed', { AWS_REGION: 'aws-global' }, 'sts.amazonaws.com'],
    ['token', { AWS_REGION: 'aws-global' }, 'sts.amazonaws.com'],
    ['token', { AWS_REGION: 'aws-global', AWS_USE_FIPS_ENDPOINT: 'true' }, 'sts-fips.aws-global.amazonaws.com'],
    ['token', { AWS_REGION: 'eu-west-1' }, 'sts.eu-west-1.amazonaws.com'],
  ])('for the profile %s and %o is %s', async (profile, more, host) => {
    const proxy = await startScriptedProxy(() => 'close');
    const outcome = await call(profile, {
      AWS_ENDPOINT_URL: '',
      AWS_MAX_ATTEMPTS: '1',
      HTTPS_PROXY: proxy.url,
      ...more,
    });
    proxy.close();
    expect(outcome.code).toBe(255);
    expect(proxy.requests).toEqual([`CONNECT ${host}:443`]);
  });
});
