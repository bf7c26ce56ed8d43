import { createHash, generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startAwsService, type AwsService } from '../support/aws-service.ts';
import { ecr, inScratch, run } from '../support/run.ts';

/** Every setting that the SDK's clients and providers could read, with a value that makes the call fail. */
const hostileEnvironment = {
  AWS_PROFILE: 'hostile',
  AWS_DEFAULTS_MODE: 'nonsense',
  AWS_AUTH_SCHEME_PREFERENCE: 'httpBearerAuth',
  AWS_BEARER_TOKEN_ECR: 'nonsense',
  AWS_SIGV4A_SIGNING_REGION_SET: 'nonsense',
  AWS_DISABLE_CLOCK_SKEW_CORRECTION: 'nonsense',
  AWS_STS_REGIONAL_ENDPOINTS: 'nonsense',
};
const hostileProfile = [
  'region = nonsense',
  'retry_mode = nonsense',
  'max_attempts = nonsense',
  'defaults_mode = nonsense',
  'use_fips_endpoint = nonsense',
  'use_dualstack_endpoint = nonsense',
  'disable_clock_skew_correction = nonsense',
  'auth_scheme_preference = httpBearerAuth',
  'sigv4a_signing_region_set = nonsense',
  'endpoint_url = http://127.0.0.1:1',
  'services = nonsense',
  'sdk_ua_app_id = nonsense',
].join('\n');

const role = 'arn:aws:iam::123456789012:role/r';
const login = 'arn:aws:iam::123456789012:user/me';
const startUrl = 'https://corp.example.com/start';
const keys = 'aws_access_key_id = AKIDFILE\naws_secret_access_key = secretOfTheFile\n';
const sso = `sso_account_id = 123456789012\nsso_role_name = Admin\nsso_start_url = ${startUrl}\nsso_region = us-east-1\n`;

const { privateKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'sec1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const loginToken = {
  accessToken: {
    accessKeyId: 'AKIDLOGIN',
    secretAccessKey: 'secret',
    sessionToken: 't',
    accountId: '123456789012',
    expiresAt: '2099-01-01T00:00:00Z',
  },
  clientId: 'client',
  refreshToken: 'REFRESH',
  dpopKey: privateKey,
};
const ssoToken = { startUrl, region: 'us-east-1', accessToken: 'TOKEN', expiresAt: '2099-01-01T00:00:00Z' };
const tokenFiles = {
  [`.aws/login/cache/${createHash('sha256').update(login).digest('hex')}.json`]: JSON.stringify(loginToken),
  [`.aws/sso/cache/${createHash('sha1').update(startUrl).digest('hex')}.json`]: JSON.stringify(ssoToken),
};

/** The SDK reads files with node:fs/promises, which ecr itself does not use. One read proves that reads are recorded. */
const recordReads = `
const fs = require('node:fs');
const { readFile } = fs.promises;
fs.promises.readFile = (file, ...rest) => {
  fs.appendFileSync(process.env.READS, String(file) + '\\n');
  return readFile(file, ...rest);
};
void fs.promises.readFile('probe').catch(() => {});`;

let service: AwsService;
beforeEach(async () => {
  service = await startAwsService();
});
afterEach(() => {
  service.close();
});

describe.each([
  ['keys in a file', keys, 'AKIDFILE'],
  ['a role', `role_arn = ${role}\nsource_profile = own\n${keys}`, 'AKIDASSUMED'],
  ['a web identity', `role_arn = ${role}\nweb_identity_token_file = token\n`, 'AKIDASSUMED'],
  ['SSO', sso, 'AKIDSSO'],
  ['aws login', `login_session = ${login}\n`, 'AKIDLOGIN'],
])('the SDK, with credentials by %s,', (_, profile, accessKeyId) => {
  it('reads no settings by itself', async () => {
    await inScratch(async (home) => {
      const files = {
        token: 'tokenOfTheWebIdentity',
        'record-reads.cjs': recordReads,
        '.aws/config': `[default]\n${hostileProfile}\n[profile hostile]\n${hostileProfile}\n[profile own]\nregion = us-east-1\nendpoint_url = ${service.url}\n${profile}`,
        ...tokenFiles,
      };
      for (const [name, content] of Object.entries(files)) {
        fs.mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
        fs.writeFileSync(path.join(home, name), content);
      }
      const reads = path.join(home, 'reads');
      const outcome = await run(
        process.execPath,
        [ecr, 'delete-pull-through-cache-rule', '--ecr-repository-prefix', 'aa', '--profile', 'own', '--output', 'off'],
        {
          ...hostileEnvironment,
          HOME: home,
          NODE_OPTIONS: `--require=${path.join(home, 'record-reads.cjs')}`,
          READS: reads,
        },
        home,
      );
      expect(outcome).toEqual({ code: 0, stdout: '', stderr: '' });
      expect(service.requests.at(-1)).toMatchObject({ kind: 'ecr', accessKeyId });
      expect(fs.readFileSync(reads, 'utf8')).toBe('probe\n');
    });
  });
});
