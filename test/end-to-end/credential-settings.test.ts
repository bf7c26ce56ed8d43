import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startAwsService, type AwsService } from '../support/aws-service.ts';
import { inScratch, programs, run, saidBy } from '../support/run.ts';

const role = 'arn:aws:iam::123456789012:role/r';
const keys = 'aws_access_key_id = AKIDFILE\naws_secret_access_key = s\n';
const variables = { AWS_ACCESS_KEY_ID: 'AKIDENV', AWS_SECRET_ACCESS_KEY: 's' };
const past = '2020-01-01T00:00:00Z';
const stillExpired = 'Credentials were refreshed, but the refreshed credentials are still expired.';

interface Case {
  readonly name: string;
  readonly config?: string;
  readonly credentials?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly profile?: string;
  /** The requests, each with its access key and session token. */
  readonly requests: readonly string[];
  /** The message, for a run that ends with 255. */
  readonly message?: string;
}

const cases: readonly Case[] = [
  {
    name: 'expired keys in the environment are refused',
    environment: { ...variables, AWS_CREDENTIAL_EXPIRATION: past },
    requests: [],
    message: stillExpired,
  },
  {
    name: 'an expiration that is not a time is refused',
    environment: { ...variables, AWS_CREDENTIAL_EXPIRATION: 'x' },
    requests: [],
    message: 'Unknown string format: x',
  },
  {
    name: 'an empty expiration counts as unset',
    environment: { ...variables, AWS_CREDENTIAL_EXPIRATION: '' },
    requests: ['ecr AKIDENV'],
  },
  {
    name: 'expired keys in the environment assume no role',
    config: `[profile p]\nrole_arn = ${role}\ncredential_source = Environment\n`,
    environment: { ...variables, AWS_CREDENTIAL_EXPIRATION: past },
    profile: 'p',
    requests: [],
    message: stillExpired,
  },
  {
    name: 'credential_source is case-sensitive',
    config: `[default]\nrole_arn = ${role}\ncredential_source = environment\n`,
    requests: [],
    message: 'The credential source "environment" referenced in profile "default" is not valid.',
  },
  {
    name: 'AWS_SECURITY_TOKEN takes precedence over AWS_SESSION_TOKEN',
    environment: { ...variables, AWS_SECURITY_TOKEN: 'security', AWS_SESSION_TOKEN: 'session' },
    requests: ['ecr AKIDENV security'],
  },
  {
    name: 'an empty AWS_SECURITY_TOKEN counts as unset',
    environment: { ...variables, AWS_SECURITY_TOKEN: '', AWS_SESSION_TOKEN: 'session' },
    requests: ['ecr AKIDENV session'],
  },
  {
    name: 'an empty aws_security_token hides the session token',
    credentials: `[default]\n${keys}aws_security_token =\naws_session_token = session\n`,
    requests: ['ecr AKIDFILE'],
  },
  {
    name: 'an empty aws_session_token does not hide aws_security_token',
    config: `[default]\n${keys}aws_security_token = security\naws_session_token =\n`,
    requests: ['ecr AKIDFILE security'],
  },
  {
    name: 'a role is assumed with the security token',
    config: `[default]\nrole_arn = ${role}\nsource_profile = p\n`,
    credentials: `[p]\n${keys}aws_session_token = session\naws_security_token = security\n`,
    requests: ['AssumeRole AKIDFILE security', 'ecr AKIDASSUMED tokenOfTheAssumedRole'],
  },
  {
    name: 'an empty role_session_name counts as unset',
    config: `[default]\nrole_arn = ${role}\nsource_profile = p\nrole_session_name =\n`,
    credentials: `[p]\n${keys}`,
    requests: ['AssumeRole AKIDFILE', 'ecr AKIDASSUMED tokenOfTheAssumedRole'],
  },
  {
    name: 'an empty AWS_ROLE_SESSION_NAME counts as unset',
    files: { token: 'tokenOfTheWebIdentity' },
    environment: { AWS_WEB_IDENTITY_TOKEN_FILE: 'token', AWS_ROLE_ARN: role, AWS_ROLE_SESSION_NAME: '' },
    requests: ['AssumeRoleWithWebIdentity', 'ecr AKIDASSUMED tokenOfTheAssumedRole'],
  },
  {
    name: 'a credential_process may print the version 1.0',
    config: '[default]\ncredential_process = ./p.sh\n',
    files: { 'p.sh': `#!/bin/sh\necho '{"Version": 1.0, "AccessKeyId": "AKIDPROCESS", "SecretAccessKey": "s"}'\n` },
    requests: ['ecr AKIDPROCESS'],
  },
  {
    name: 'a role in the cache needs no source credentials',
    config: `[default]\nrole_arn = ${role}\nsource_profile = p\n[profile p]\nrole_arn = ${role}2\nweb_identity_token_file = gone\n`,
    files: {
      [`.aws/cli/cache/${createHash('sha1').update(`{"RoleArn": "${role}"}`).digest('hex')}.json`]:
        '{"Credentials": {"AccessKeyId": "AKIDCACHED", "SecretAccessKey": "s", "SessionToken": "t", "Expiration": "2099-01-01T00:00:00Z"}}',
    },
    requests: ['ecr AKIDCACHED t'],
  },
];

let service: AwsService;

beforeEach(async () => {
  service = await startAwsService(() => ({ body: { pullThroughCacheRules: [] } }));
});
afterEach(() => {
  service.close();
});

function write(folder: string, { config = '', credentials = '', files = {} }: Case): void {
  const all = { '.aws/config': config, '.aws/credentials': credentials, ...files };
  for (const [name, content] of Object.entries(all)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content, { mode: name.endsWith('.sh') ? 0o700 : 0o600 });
  }
}

describe.each(programs)('with $tool', ({ command: [program = '', ...first], isThere }) => {
  it.skipIf(!isThere).each(cases)('$name', async (one) => {
    const outcome = await inScratch((folder) => {
      write(folder, one);
      const profile = one.profile === undefined ? [] : ['--profile', one.profile];
      const environment = { HOME: folder, AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: service.url, ...one.environment };
      return run(program, [...first, 'describe-pull-through-cache-rules', ...profile], environment, folder);
    });
    expect(saidBy(outcome)).toBe(one.message ?? '');
    expect(outcome.code).toBe(one.message === undefined ? 0 : 255);
    const requests = service.requests.map(({ kind, accessKeyId, sessionToken }) => [kind, accessKeyId, sessionToken]);
    expect(requests.map((parts) => parts.filter((part) => part !== undefined).join(' '))).toEqual(one.requests);
    const bodies = service.requests.filter(({ kind }) => kind.startsWith('AssumeRole')).map(({ body }) => body);
    for (const body of bodies) expect(body).toMatch(/RoleSessionName=botocore-session-\d+/);
  });
});
