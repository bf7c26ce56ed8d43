import fs from 'node:fs';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { create } from '../support/create-command.ts';
import { ecr, inScratch, programs, run } from '../support/run.ts';
import { startScriptedService, type ScriptedService } from '../support/scripted-service.ts';

/** Overrides the usual response to a request; undefined keeps it. */
type Override = (
  request: string,
  before: readonly string[],
) => { readonly status: number; readonly body?: string } | undefined;

const role = {
  Code: 'Success',
  AccessKeyId: 'AKIDROLE',
  SecretAccessKey: 'secret',
  Token: 'token',
  Expiration: '2099-01-01T00:00:00Z',
};
const metadata: Readonly<Record<string, string>> = {
  'PUT /latest/api/token': 'TOKEN',
  'GET /latest/meta-data/iam/security-credentials/': 'role',
  'GET /latest/meta-data/iam/security-credentials/role': JSON.stringify(role),
  'GET /latest/meta-data/placement/availability-zone/': 'eu-west-1b',
};

let service: ScriptedService;
let override: Override = () => undefined;
/** The requests for metadata, and the key and Region of each ECR call. */
let seen: string[] = [];

beforeEach(async () => {
  [seen, override] = [[], () => undefined];
  service = await startScriptedService(({ method, path: target, operation, headers, accessKeyId }) => {
    if (operation !== undefined) {
      const signedFor = /Credential=\w+\/\d+\/([\w-]+)/.exec(headers.authorization ?? '')?.[1];
      seen.push(`call with ${String(accessKeyId)} in ${String(signedFor)}`);
      return operation.startsWith('Describe') ? { body: { pullThroughCacheRules: [] } } : {};
    }
    const requestLine = `${method} ${target}`;
    const response = override(requestLine, seen) ?? {
      status: requestLine in metadata ? 200 : 404,
      body: metadata[requestLine] ?? '',
    };
    seen.push(`${requestLine}${headers['x-aws-ec2-metadata-token'] === 'TOKEN' ? ' with token' : ''}`);
    return { body: '', ...response };
  });
});
afterEach(() => {
  service.close();
});

const withToken = (suffixes: readonly string[]) => [
  'PUT /latest/api/token',
  ...suffixes.map((suffix) => `GET /latest/meta-data/${suffix} with token`),
];
const credentials = withToken(['iam/security-credentials/', 'iam/security-credentials/role']);
const region = { AWS_REGION: 'us-east-1' };
const noCredentials = { code: 253, message: /Unable to locate credentials/ };
const noImdsV1 = {
  code: 255,
  message:
    /\[ERROR\]: Error retrieving metadata: Unable to retrieve token for use in IMDSv2 call and IMDSv1 has been disabled\n$/,
};

interface Case {
  readonly name: string;
  readonly config?: (endpoint: string) => string;
  readonly words?: readonly string[];
  readonly environment?: (endpoint: string) => Record<string, string>;
  readonly override?: Override;
  readonly expected: { readonly code: number; readonly message: RegExp };
  readonly seen: readonly string[];
}

const success = { code: 0, message: /^$/ };
const inEnvironment = (endpoint: string) => ({ ...region, AWS_EC2_METADATA_SERVICE_ENDPOINT: endpoint });
const noToken: Override = (request) => (request.endsWith('token') ? { status: 404 } : undefined);

const cases: readonly Case[] = [
  {
    name: 'uses the endpoint in the environment',
    environment: inEnvironment,
    expected: success,
    seen: [...credentials, 'call with AKIDROLE in us-east-1'],
  },
  {
    name: 'uses the endpoint of the selected profile, for the Region as well',
    config: (endpoint) => `[profile own]\nec2_metadata_service_endpoint = ${endpoint}\n`,
    words: ['--profile', 'own'],
    expected: success,
    seen: [...withToken(['placement/availability-zone/']), ...credentials, 'call with AKIDROLE in eu-west-1'],
  },
  {
    name: 'ignores the endpoint of another profile',
    config: (endpoint) =>
      `[default]\nec2_metadata_service_endpoint = ${endpoint}\n[profile own]\nec2_metadata_service_endpoint = http://127.0.0.1:1\n`,
    words: ['--profile', 'own'],
    environment: () => region,
    expected: noCredentials,
    seen: [],
  },
  {
    name: 'keeps the path of the endpoint',
    environment: (endpoint) => inEnvironment(`${endpoint}/x`),
    expected: noCredentials,
    seen: ['PUT /x/latest/api/token', 'GET /x/latest/meta-data/iam/security-credentials/'],
  },
  {
    name: 'falls back to IMDSv1 without a token',
    environment: inEnvironment,
    override: noToken,
    expected: success,
    seen: [...credentials.map((request) => request.replace(' with token', '')), 'call with AKIDROLE in us-east-1'],
  },
  {
    name: 'does not fall back to IMDSv1 when the profile disables it',
    config: () => '[default]\nec2_metadata_v1_disabled = true\n',
    environment: inEnvironment,
    override: noToken,
    expected: noImdsV1,
    seen: ['PUT /latest/api/token'],
  },
  {
    name: 'reports an unreachable endpoint when IMDSv1 is disabled',
    environment: () => ({ ...inEnvironment('http://127.0.0.1:1'), AWS_EC2_METADATA_V1_DISABLED: 'true' }),
    expected: noImdsV1,
    seen: [],
  },
  {
    name: 'stops when the request for a token is a bad request',
    environment: inEnvironment,
    override: () => ({ status: 400 }),
    expected: noCredentials,
    seen: ['PUT /latest/api/token'],
  },
  {
    name: 'retries as often as the profile says',
    config: () => '[default]\nmetadata_service_num_attempts = 2\n',
    environment: inEnvironment,
    override: (request, before) =>
      request.endsWith('credentials/') && before.length === 1 ? { status: 500 } : undefined,
    expected: success,
    seen: [
      ...withToken(['iam/security-credentials/', 'iam/security-credentials/', 'iam/security-credentials/role']),
      'call with AKIDROLE in us-east-1',
    ],
  },
  {
    name: 'ends without credentials when the instance has no role',
    environment: inEnvironment,
    override: (request) => (request.endsWith('credentials/') ? { status: 200 } : undefined),
    expected: noCredentials,
    seen: credentials.slice(0, 2),
  },
  ...['nope', '{"Code":"Failed","Message":"m"}', '{"AccessKeyId":"A","SecretAccessKey":"s"}'].map((text): Case => ({
    name: `ends without credentials when the response is ${text}`,
    environment: inEnvironment,
    override: (request) => (request.endsWith('/role') ? { status: 200, text } : undefined),
    expected: noCredentials,
    seen: credentials,
  })),
  {
    name: 'uses expired credentials',
    environment: inEnvironment,
    override: (request) =>
      request.endsWith('/role')
        ? { status: 200, body: JSON.stringify({ ...role, Expiration: '2020-01-01T00:00:00Z' }) }
        : undefined,
    expected: success,
    seen: [...credentials, 'call with AKIDROLE in us-east-1'],
  },
];

describe.each(programs)('instance metadata in $tool', ({ command: [program = '', ...first], isThere }) => {
  it.skipIf(!isThere).each(cases)('$name', async (one) => {
    override = one.override ?? override;
    const outcome = await inScratch((folder) => {
      const config = path.join(folder, 'config');
      fs.writeFileSync(config, one.config?.(service.url) ?? '');
      return run(program, [...first, ...create, ...(one.words ?? [])], {
        HOME: folder,
        AWS_CONFIG_FILE: config,
        AWS_EC2_METADATA_DISABLED: 'false',
        AWS_ENDPOINT_URL_ECR: service.url,
        ...one.environment?.(service.url),
      });
    });
    expect({ code: outcome.code, seen }).toEqual({ code: one.expected.code, seen: one.seen });
    expect(outcome.stderr).toMatch(one.expected.message);
  });
});

describe('the Region of the instance', () => {
  const keys = 'aws_access_key_id = AKID\naws_secret_access_key = s\n';
  const zone = withToken(['placement/availability-zone/']);
  const call = 'call with AKID in eu-west-1';
  const rules = ['--rules', '{"ecrRepositoryPrefix": "quay", "upstreamRegistryUrl": "quay.io"}'];

  it.each([
    ['plan', [...rules, '--profiles', 'one', 'two'], [...zone, call, call]],
    ['apply', rules, [...zone, call, call]],
    ['export', [], [...zone, call]],
    ['image-uri', ['--keep-unmatched', 'quay.io/a/b'], [...zone, call]],
  ])('is the last resort of %s, and asked for once', async (command, words, expected) => {
    const outcome = await inScratch((folder) => {
      const config = path.join(folder, 'config');
      fs.writeFileSync(config, `[default]\n${keys}[profile one]\n${keys}[profile two]\n${keys}`);
      return run(process.execPath, [ecr, command, ...words], {
        HOME: folder,
        AWS_CONFIG_FILE: config,
        AWS_EC2_METADATA_DISABLED: 'false',
        AWS_EC2_METADATA_SERVICE_ENDPOINT: service.url,
        AWS_ENDPOINT_URL_ECR: service.url,
      });
    });
    expect({ ...outcome, seen }).toMatchObject({ code: 0, seen: expected });
  });
});

it.each([
  [
    { AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: 'x' },
    "Invalid EC2 Instance Metadata endpoint mode: x Valid endpoint modes (case-insensitive): ('ipv4', 'ipv6').",
  ],
  [{ AWS_EC2_METADATA_SERVICE_ENDPOINT: 'x' }, 'Invalid endpoint EC2 Instance Metadata endpoint: x'],
])(
  'reports the invalid setting %j in every run, as the AWS CLI does',
  async (environment: Record<string, string>, message) => {
    for (const words of [['nope'], [...create, '--generate-cli-skeleton'], [...create, '--no-sign-request']]) {
      expect(await run(process.execPath, [ecr, ...words], { ...environment, ...region })).toEqual({
        code: 255,
        stdout: '',
        stderr: `\necr: [ERROR]: ${message}\n`,
      });
    }
  },
);
