import fs from 'node:fs';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { inScratch, programs, run, saidBy } from '../support/run.ts';
import { callKey, serve, type Served } from '../support/serve.ts';

const create = [
  'create-pull-through-cache-rule',
  '--ecr-repository-prefix',
  'aa',
  '--upstream-registry-url',
  'quay.io',
];
const credentials = {
  AccessKeyId: 'AKIDCONTAINER',
  SecretAccessKey: 'secret',
  Token: 'token',
  Expiration: '2099-01-01T00:00:00Z',
};

let service: Served;
let answer: (before: number) => { readonly status?: number; readonly content: object | string };
let seen: string[];

beforeEach(async () => {
  [seen, answer] = [[], () => ({ content: credentials })];
  service = await serve((request, response) => {
    const key = callKey(request);
    const { accept = '', authorization = '' } = request.headers;
    const { status = 200, content } = key === undefined ? answer(seen.length) : { content: {} };
    seen.push(key === undefined ? `${request.url ?? ''} ${accept} ${authorization}` : `call with ${key}`);
    response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
      .end(typeof content === 'string' ? content : JSON.stringify(content));
  });
});
afterEach(() => {
  service.close();
});

interface Situation {
  readonly what: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly answer?: typeof answer;
  readonly code: number;
  /** What is told, for programs that tell it in the same words. */
  readonly message: string;
  readonly seen: readonly string[];
  /** Where the AWS CLI lets Python's own words out. */
  readonly ownWords?: true;
}

const failed = (reason: string) =>
  `Error when retrieving credentials from container-role: Error retrieving metadata: ${reason}`;
const found = { code: 0, message: '' };
const refused = (host: string) => ({
  code: 255,
  message: `Unsupported host '${host}'.  Can only retrieve metadata from a loopback address or one of these hosts: 169.254.170.2, 169.254.170.23, fd00:ec2::23, localhost`,
  seen: [],
});
const asked = '/c?x=1 application/json ';

const situations: readonly Situation[] = [
  {
    what: 'with a token',
    environment: { AWS_CONTAINER_AUTHORIZATION_TOKEN: 'T' },
    ...found,
    seen: [`${asked}T`, 'call with AKIDCONTAINER'],
  },
  {
    what: 'with a token and one in a file',
    environment: { AWS_CONTAINER_AUTHORIZATION_TOKEN: 'T' },
    token: 'F',
    ...found,
    seen: [`${asked}F`, 'call with AKIDCONTAINER'],
  },
  {
    what: 'with a file of two lines',
    token: 'F\n',
    code: 255,
    message: 'Auth token value is not a legal header value',
    seen: [],
  },
  {
    what: 'on another host',
    environment: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://example.com/' },
    ...refused('example.com'),
  },
  { what: 'that is no URL', environment: { AWS_CONTAINER_CREDENTIALS_FULL_URI: '' }, ...refused('None') },
  {
    what: 'that fails once',
    answer: (before) => (before === 0 ? { status: 500, content: 'no' } : { content: credentials }),
    ...found,
    seen: [asked, asked, 'call with AKIDCONTAINER'],
  },
  {
    what: 'that fails',
    answer: () => ({ status: 404, content: 'no' }),
    code: 255,
    message: failed('Received non 200 response 404 from container metadata: no'),
    seen: [asked, asked, asked],
  },
  {
    what: 'that answers no JSON',
    answer: () => ({ content: 'no' }),
    code: 255,
    message: failed('Unable to parse JSON returned from container metadata services'),
    seen: [asked, asked, asked],
  },
  {
    what: 'that answers half',
    answer: () => ({ content: { AccessKeyId: 'A' } }),
    code: 255,
    message: failed('The response has no SecretAccessKey.'),
    seen: [asked],
    ownWords: true,
  },
  {
    what: 'whose credentials are over',
    answer: () => ({ content: { ...credentials, Expiration: '2020-01-01T00:00:00Z' } }),
    code: 255,
    message: 'Credentials were refreshed, but the refreshed credentials are still expired.',
    seen: [asked, asked],
  },
];

describe.each(programs)(
  "a container's endpoint, asked by $tool",
  ({ command: [program = '', ...first], isThere, isOwn }) => {
    it.skipIf(!isThere).each(situations)('$what', async (situation) => {
      answer = situation.answer ?? answer;
      const outcome = await inScratch((folder) => {
        const file = path.join(folder, 'token');
        if (situation.token !== undefined) fs.writeFileSync(file, situation.token);
        return run(program, [...first, ...create], {
          HOME: folder,
          AWS_REGION: 'us-east-1',
          AWS_ENDPOINT_URL_ECR: service.url,
          AWS_CONTAINER_CREDENTIALS_FULL_URI: `${service.url}/c?x=1`,
          ...(situation.token === undefined ? {} : { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file }),
          ...situation.environment,
        });
      });
      expect({ code: outcome.code, seen }).toEqual({ code: situation.code, seen: situation.seen });
      if (isOwn || situation.ownWords !== true) expect(saidBy(outcome)).toBe(situation.message);
    });
  },
);
