import fs from 'node:fs';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ecr, inScratch, programs, run } from '../support/run.ts';
import { callKey, serve, type Served } from '../support/serve.ts';

/** What the pretended service answers to a question, where it is not what a service in good order answers. */
type Odd = (
  question: string,
  before: readonly string[],
) => { readonly status: number; readonly text?: string } | undefined;

const create = [
  'create-pull-through-cache-rule',
  '--ecr-repository-prefix',
  'aa',
  '--upstream-registry-url',
  'quay.io',
];
const role = {
  Code: 'Success',
  AccessKeyId: 'AKIDROLE',
  SecretAccessKey: 'secret',
  Token: 'token',
  Expiration: '2099-01-01T00:00:00Z',
};
const answers: Readonly<Record<string, string>> = {
  'PUT /latest/api/token': 'TOKEN',
  'GET /latest/meta-data/iam/security-credentials/': 'role',
  'GET /latest/meta-data/iam/security-credentials/role': JSON.stringify(role),
  'GET /latest/meta-data/placement/availability-zone/': 'eu-west-1b',
};

let service: Served;
let odd: Odd = () => undefined;
/** The questions that were asked, and the key and Region of a call. */
let seen: string[] = [];

beforeEach(async () => {
  [seen, odd] = [[], () => undefined];
  service = await serve((request, response) => {
    const key = callKey(request);
    if (key !== undefined) {
      seen.push(
        `call with ${key} in ${/Credential=\w+\/\d+\/([\w-]+)/.exec(request.headers.authorization ?? '')?.[1] ?? ''}`,
      );
      response.setHeader('content-type', 'application/x-amz-json-1.1').end('{}');
      return;
    }
    const question = `${request.method ?? ''} ${request.url ?? ''}`;
    const { status, text = '' } = odd(question, seen) ?? {
      status: question in answers ? 200 : 404,
      text: answers[question],
    };
    seen.push(`${question}${request.headers['x-aws-ec2-metadata-token'] === 'TOKEN' ? ' with token' : ''}`);
    response.writeHead(status).end(text);
  });
});
afterEach(() => {
  service.close();
});

const withToken = (questions: readonly string[]) => [
  'PUT /latest/api/token',
  ...questions.map((question) => `GET /latest/meta-data/${question} with token`),
];
const credentials = withToken(['iam/security-credentials/', 'iam/security-credentials/role']);
const region = { AWS_REGION: 'us-east-1' };
const noCredentials = { code: 253, message: /Unable to locate credentials/ };
const noFirstVersion = {
  code: 255,
  message:
    /\[ERROR\]: Error retrieving metadata: Unable to retrieve token for use in IMDSv2 call and IMDSv1 has been disabled\n$/,
};

interface Situation {
  readonly what: string;
  readonly config?: (endpoint: string) => string;
  readonly words?: readonly string[];
  readonly environment?: (endpoint: string) => Record<string, string>;
  readonly odd?: Odd;
  readonly expected: { readonly code: number; readonly message: RegExp };
  readonly seen: readonly string[];
}

const found = { code: 0, message: /^$/ };
const inEnvironment = (endpoint: string) => ({ ...region, AWS_EC2_METADATA_SERVICE_ENDPOINT: endpoint });
const noToken: Odd = (question) => (question.endsWith('token') ? { status: 404 } : undefined);

const situations: readonly Situation[] = [
  {
    what: 'named in the environment',
    environment: inEnvironment,
    expected: found,
    seen: [...credentials, 'call with AKIDROLE in us-east-1'],
  },
  {
    what: 'named in the profile that is meant, for the Region as well',
    config: (endpoint) => `[profile own]\nec2_metadata_service_endpoint = ${endpoint}\n`,
    words: ['--profile', 'own'],
    expected: found,
    seen: [...withToken(['placement/availability-zone/']), ...credentials, 'call with AKIDROLE in eu-west-1'],
  },
  {
    what: 'named in another profile',
    config: (endpoint) =>
      `[default]\nec2_metadata_service_endpoint = ${endpoint}\n[profile own]\nec2_metadata_service_endpoint = http://127.0.0.1:1\n`,
    words: ['--profile', 'own'],
    environment: () => region,
    expected: noCredentials,
    seen: [],
  },
  {
    what: 'with a path',
    environment: (endpoint) => inEnvironment(`${endpoint}/x`),
    expected: noCredentials,
    seen: ['PUT /x/latest/api/token', 'GET /x/latest/meta-data/iam/security-credentials/'],
  },
  {
    what: 'that gives no tokens',
    environment: inEnvironment,
    odd: noToken,
    expected: found,
    seen: [...credentials.map((question) => question.replace(' with token', '')), 'call with AKIDROLE in us-east-1'],
  },
  {
    what: 'that gives no tokens, where the profile wants one',
    config: () => '[default]\nec2_metadata_v1_disabled = true\n',
    environment: inEnvironment,
    odd: noToken,
    expected: noFirstVersion,
    seen: ['PUT /latest/api/token'],
  },
  {
    what: 'that is not there, where a token is wanted',
    environment: () => ({ ...inEnvironment('http://127.0.0.1:1'), AWS_EC2_METADATA_V1_DISABLED: 'true' }),
    expected: noFirstVersion,
    seen: [],
  },
  {
    what: 'that understands no question',
    environment: inEnvironment,
    odd: () => ({ status: 400 }),
    expected: noCredentials,
    seen: ['PUT /latest/api/token'],
  },
  {
    what: 'that fails once, asked twice by the profile',
    config: () => '[default]\nmetadata_service_num_attempts = 2\n',
    environment: inEnvironment,
    odd: (question, before) => (question.endsWith('credentials/') && before.length === 1 ? { status: 500 } : undefined),
    expected: found,
    seen: [
      ...withToken(['iam/security-credentials/', 'iam/security-credentials/', 'iam/security-credentials/role']),
      'call with AKIDROLE in us-east-1',
    ],
  },
  {
    what: 'that has no role',
    environment: inEnvironment,
    odd: (question) => (question.endsWith('credentials/') ? { status: 200 } : undefined),
    expected: noCredentials,
    seen: credentials.slice(0, 2),
  },
  ...['nope', '{"Code":"Failed","Message":"m"}', '{"AccessKeyId":"A","SecretAccessKey":"s"}'].map(
    (text): Situation => ({
      what: `that answers ${text}`,
      environment: inEnvironment,
      odd: (question) => (question.endsWith('/role') ? { status: 200, text } : undefined),
      expected: noCredentials,
      seen: credentials,
    }),
  ),
  {
    what: 'whose credentials are old',
    environment: inEnvironment,
    odd: (question) =>
      question.endsWith('/role')
        ? { status: 200, text: JSON.stringify({ ...role, Expiration: '2020-01-01T00:00:00Z' }) }
        : undefined,
    expected: found,
    seen: [...credentials, 'call with AKIDROLE in us-east-1'],
  },
];

describe.each(programs)('a metadata service, asked by $tool', ({ command: [program = '', ...first], isThere }) => {
  it.skipIf(!isThere).each(situations)('$what', async (situation) => {
    odd = situation.odd ?? odd;
    const outcome = await inScratch((folder) => {
      const config = path.join(folder, 'config');
      fs.writeFileSync(config, situation.config?.(service.url) ?? '');
      return run(program, [...first, ...create, ...(situation.words ?? [])], {
        HOME: folder,
        AWS_CONFIG_FILE: config,
        AWS_EC2_METADATA_DISABLED: 'false',
        AWS_ENDPOINT_URL_ECR: service.url,
        ...situation.environment?.(service.url),
      });
    });
    expect({ code: outcome.code, seen }).toEqual({ code: situation.expected.code, seen: situation.seen });
    expect(outcome.stderr).toMatch(situation.expected.message);
  });
});

it.each([
  [
    { AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: 'x' },
    "Invalid EC2 Instance Metadata endpoint mode: x Valid endpoint modes (case-insensitive): ('ipv4', 'ipv6').",
  ],
  [{ AWS_EC2_METADATA_SERVICE_ENDPOINT: 'x' }, 'Invalid endpoint EC2 Instance Metadata endpoint: x'],
])(
  'wrong settings are told in every run, as by the AWS CLI: %j',
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
