import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startLocal } from '../support/local-endpoint.ts';
import { ecr, ecrLocal, inScratch, programs, root, run, type Outcome } from '../support/run.ts';
import { startScriptedProxy, type ScriptedProxy } from '../support/scripted-proxy.ts';
import { startScriptedService } from '../support/scripted-service.ts';

const sso = `sso_start_url = https://corp.example.com/start
sso_region = us-east-1
sso_account_id = 111111111111
sso_role_name = Admin
`;

/** Profiles with real credentials of every kind. */
const config = `[default]
region = eu-west-1
[profile tooling]
aws_access_key_id = AKIDREAL
aws_secret_access_key = secret
[profile production]
role_arn = arn:aws:iam::222222222222:role/R
source_profile = tooling
[profile dev]
aws_access_key_id = AKIDREAL
aws_secret_access_key = secret
ignore_configured_endpoint_urls = true
services = elsewhere
[services elsewhere]
ecr =
  endpoint_url = https://ecr.example.com
[profile sso]
${sso}`;

const isThere = programs.filter((program) => program.isThere);
const describeRules = ['describe-pull-through-cache-rules'];
const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

let home: string;
let proxy: ScriptedProxy;
/** What the user has set. */
let environment: Readonly<Record<string, string>>;

beforeEach(async () => {
  home = fs.mkdtempSync('/tmp/ecr-home-');
  write('.aws/config', config);
  proxy = await startScriptedProxy(() => 'close');
  environment = { HOME: home, HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url };
});
afterEach(() => {
  proxy.close();
  fs.rmSync(home, { recursive: true });
});

function write(file: string, content: string): void {
  fs.mkdirSync(path.join(home, path.dirname(file)), { recursive: true });
  fs.writeFileSync(path.join(home, file), content);
}

function underLocal(command: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return run(process.execPath, [ecrLocal, '--', ...command], { ...environment, ...more });
}

describe('the role cache', () => {
  it.each(isThere)('has no keys of ecr-local for a real call: $tool', async ({ command, isOwn }) => {
    const words = [...describeRules, '--profile', 'production'];
    expect(await underLocal([...command, ...words])).toMatchObject({ code: 0, stderr: '' });
    if (isOwn) expect(fs.existsSync(path.join(home, '.aws/cli/cache'))).toBe(false);

    const aws = await startScriptedService(({ operation }) =>
      operation === undefined ? { body: assumedRole } : { body: { pullThroughCacheRules: [] } },
    );
    const [program = '', ...first] = command;
    await run(program, [...first, ...words], {
      HOME: home,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL_ECR: aws.url,
      AWS_ENDPOINT_URL_STS: aws.url,
    });
    aws.close();
    expect(aws.requests.map(({ body, accessKeyId }) => [/Action=\w+/.exec(body)?.[0], accessKeyId])).toEqual([
      ['Action=AssumeRole', 'AKIDREAL'],
      [undefined, 'AKIDOFTHEROLE'],
    ]);
  });

  it('sends no real keys to ecr-local', async () => {
    const accounts = ['111111111111', '222222222222'];
    for (const account of accounts) {
      const parameters = `{"RoleArn": "arn:aws:iam::${account}:role/R"}`;
      const keys = {
        AccessKeyId: 'AKIDREAL',
        SecretAccessKey: 's',
        SessionToken: 't',
        Expiration: '2099-01-01T00:00:00Z',
      };
      write(`.aws/cli/cache/${sha1(parameters)}.json`, JSON.stringify({ Credentials: keys }));
    }
    const rules = JSON.stringify([{ ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' }]);
    const words = [
      '--rules',
      rules,
      '--accounts',
      ...accounts,
      '--role-name',
      'R',
      '--query',
      'registries[].registryId',
    ];
    const outcome = await underLocal([process.execPath, ecr, 'apply', ...words, '--output', 'text']);
    expect(outcome).toMatchObject({ code: 0, stdout: `${accounts.join('\t')}\n` });
  });
});

const assumedRole = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
<AccessKeyId>AKIDOFTHEROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

describe.each(isThere)('$tool under ecr-local', ({ command }) => {
  it('reaches nothing else with a profile that turns configured endpoints off', async () => {
    expect(await underLocal([...command, ...describeRules, '--profile', 'dev'])).toMatchObject({ code: 0, stderr: '' });
    expect(proxy.requests).toEqual([]);
  });

  it('reaches nothing else with a profile of SSO', async () => {
    const token = { startUrl: 'https://corp.example.com/start', region: 'us-east-1', accessToken: 'TOKENOFSSO' };
    const file = `.aws/sso/cache/${sha1(token.startUrl)}.json`;
    write(file, JSON.stringify({ ...token, expiresAt: '2099-01-01T00:00:00Z' }));
    const outcome = await underLocal([...command, ...describeRules, '--profile', 'sso']);
    expect(outcome.code).not.toBe(0);
    expect(outcome.stderr).toContain('ecr-local has no operation GET /federation/credentials');
    expect(outcome.stderr).not.toContain('TOKENOFSSO');
    expect(proxy.requests).toEqual([]);
  });

  it.each([
    {
      AWS_PROFILE: 'dev',
      AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z',
      AWS_SESSION_TOKEN: 'real',
      AWS_SECURITY_TOKEN: 'real',
      NO_PROXY: '.corp.example',
      no_proxy: 'a',
    },
    {
      AWS_DEFAULT_PROFILE: 'none',
      AWS_REGION: '',
      AWS_DEFAULT_REGION: '',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.2/',
      NO_PROXY: '*',
    },
  ])('uses the local account with %j', async (variables: Readonly<Record<string, string>>) => {
    const outcome = await underLocal([...command, ...describeRules, '--output', 'json'], variables);
    expect(outcome).toEqual({ code: 0, stdout: '{\n    "pullThroughCacheRules": []\n}\n', stderr: '' });
    expect(proxy.requests).toEqual([]);
  });
});

describe('the Region under ecr-local', () => {
  it('is that of the profile, for the checks as well', async () => {
    const secret = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:ecr-pullthroughcache/hub-AbCdEf';
    const words = ['create-pull-through-cache-rule', '--ecr-repository-prefix', 'hub', '--upstream-registry-url'];
    const outcome = await underLocal([
      ...[process.execPath, ecr, ...words, 'registry-1.docker.io', '--credential-arn', secret],
      ...['--query', 'credentialArn', '--output', 'text'],
    ]);
    expect(outcome).toEqual({ code: 0, stdout: `${secret}\n`, stderr: '' });
  });
});

describe('the SDK for JavaScript under ecr-local', () => {
  it.each([
    { AWS_PROFILE: 'sso', AWS_DEFAULT_REGION: 'eu-west-2', AWS_USE_FIPS_ENDPOINT: 'true' },
    { AWS_PROFILE: 'dev', AWS_SESSION_TOKEN: 'real', AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z' },
  ])('uses the local account with %j', async (variables: Readonly<Record<string, string>>) => {
    await inScratch(async (folder) => {
      fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
      const script = path.join(folder, 'rules.mjs');
      fs.writeFileSync(
        script,
        `import { CreatePullThroughCacheRuleCommand, ECRClient } from '@aws-sdk/client-ecr';
const rule = { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' };
const { registryId } = await new ECRClient().send(new CreatePullThroughCacheRuleCommand(rule));
console.log(registryId);\n`,
      );
      const outcome = await underLocal([process.execPath, script], variables);
      expect(outcome).toMatchObject({ code: 0, stdout: '123456789012\n' });
      expect(proxy.requests).toEqual([]);
    });
  });
});

describe('the lines that the server prints', () => {
  it('make a shell use it, whatever was set there before', async () => {
    const local = await startLocal('--account', '111122223333');
    const before = { AWS_PROFILE: 'dev', AWS_SESSION_TOKEN: 'real', AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z' };
    const words = 'create-pull-through-cache-rule --ecr-repository-prefix quay --upstream-registry-url quay.io';
    const call = `"${process.execPath}" "${ecr}" ${words} --query registryId --output text`;
    const outcome = await run('sh', ['-c', `${local.lines}\n${call}`], { ...environment, ...before });
    await local.stop();
    expect(outcome).toEqual({ code: 0, stdout: '111122223333\n', stderr: '' });
    expect(proxy.requests).toEqual([]);
  });
});
