import { createHash } from 'node:crypto';
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
const startUrl = 'https://corp.example.com/start';
const account = 'sso_account_id = 123456789012\nsso_role_name = Admin\n';
const session = `[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = us-east-1\n`;
const profile = `[profile own]\nsso_session = corp\n${account}`;
const role = {
  accessKeyId: 'AKIDSSO',
  secretAccessKey: 'secretOfTheSsoRole',
  sessionToken: 'tokenOfTheSsoRole',
  expiration: 4070908800000,
};

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().replace(/\.\d+/, '');
const token = (minutes: number, more: object = {}) => ({
  startUrl,
  region: 'us-east-1',
  accessToken: 'TOKEN',
  expiresAt: inMinutes(minutes),
  ...more,
});
const renewable = {
  clientId: 'client',
  clientSecret: 'secretOfTheClient',
  registrationExpiresAt: inMinutes(10_000),
  refreshToken: 'REFRESH',
};

interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly content: object | string;
}

let service: Served;
let seen: string[];
let answer: (path: string) => Answer | undefined;

beforeEach(async () => {
  [seen, answer] = [[], () => undefined];
  service = await serve((request, response, body) => {
    const key = callKey(request);
    const at = (request.url ?? '').split('?', 1).join('');
    if (key !== undefined) seen.push(`call with ${key}`);
    else
      seen.push(
        `${at} ${String(at === '/oidc/token' ? /"refreshToken": ?"(\w+)"/.exec(body)?.[1] : request.headers['x-amz-sso_bearer_token'])}`,
      );
    const renewed = { accessToken: 'RENEWED', expiresIn: 3600, tokenType: 'Bearer', refreshToken: 'NEXT' };
    const {
      status = 200,
      headers,
      content,
    } = (key === undefined ? answer(at) : undefined) ?? {
      content: key !== undefined ? {} : at === '/oidc/token' ? renewed : { roleCredentials: role },
    };
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(typeof content === 'string' ? content : JSON.stringify(content));
  });
});
afterEach(() => {
  service.close();
});

interface Situation {
  readonly what: string;
  readonly config?: string;
  readonly token: object;
  readonly answer?: typeof answer;
  readonly code?: number;
  readonly message?: string;
  readonly seen: readonly string[];
  /** The token that is kept afterwards. */
  readonly kept?: string;
  /** Where the AWS CLI lets Python's own words out. */
  readonly ownWords?: true;
}

const portal = '/portal/federation/credentials';
const found = [`${portal} TOKEN`, 'call with AKIDSSO'];
const renewed = { seen: ['/oidc/token REFRESH', `${portal} RENEWED`, 'call with AKIDSSO'], kept: 'RENEWED' };
const over = { code: 255, message: 'Error when retrieving token from sso: Token has expired and refresh failed' };
const refusal: Answer = {
  status: 400,
  headers: { 'x-amzn-errortype': 'InvalidGrantException' },
  content: { error: 'invalid_grant' },
};
const refusing = (at: string) => (at === '/oidc/token' ? refusal : undefined);
const answering =
  (content: object | string, status = 200) =>
  () => ({ status, content });

const situations: readonly Situation[] = [
  { what: 'is used while it is good', token: token(60), seen: found },
  { what: 'is used to its end where it cannot be renewed', token: token(3), seen: found },
  {
    what: 'may have the older form of a date',
    token: token(60, { expiresAt: inMinutes(60).replace('Z', 'UTC') }),
    seen: found,
  },
  { what: 'is renewed a while before its end, and kept', token: token(12, renewable), ...renewed },
  { what: 'is renewed after its end', token: token(-5, renewable), ...renewed },
  {
    what: 'is not renewed by a client that is over',
    token: token(-5, { ...renewable, registrationExpiresAt: inMinutes(-1) }),
    ...over,
    seen: [],
  },
  {
    what: 'is used on where it is not renewed',
    token: token(3, renewable),
    answer: refusing,
    seen: ['/oidc/token REFRESH', ...found],
  },
  {
    what: 'is over where it is not renewed',
    token: token(-5, renewable),
    answer: refusing,
    ...over,
    seen: ['/oidc/token REFRESH'],
  },
  {
    what: 'is not asked for where profile and session differ',
    config: `${session}${profile}sso_region = eu-west-1\n`,
    token: token(60),
    code: 255,
    message: 'The value for sso_region is inconsistent between profile (eu-west-1) and sso-session (us-east-1).',
    seen: [],
  },
  {
    what: 'gets an error whose code is in its body',
    token: token(60),
    answer: answering({ code: 'X', message: 'm' }, 400),
    code: 254,
    message: 'An error occurred (X) when calling the GetRoleCredentials operation: m',
    seen: found.slice(0, 1),
  },
  {
    what: 'gets half an answer, which is not shown',
    token: token(60),
    answer: answering('{"roleCredentials":{"secretAccessKey":"secret'),
    code: 255,
    message: 'Error when retrieving credentials from sso: The response is not JSON.',
    seen: found.slice(0, 1),
    ownWords: true,
  },
  {
    what: 'gets credentials that are over',
    token: token(60),
    answer: answering({ roleCredentials: { ...role, expiration: 1577836800000 } }),
    code: 255,
    message: 'Credentials were refreshed, but the refreshed credentials are still expired.',
    seen: found.slice(0, 1),
  },
];

describe.each(programs)(
  'the token of an SSO session, in the hands of $tool,',
  ({ command: [program = '', ...first], isThere, isOwn }) => {
    it.skipIf(!isThere).each(situations)(
      '$what',
      async ({
        config = `${session}${profile}`,
        token: given,
        code = 0,
        message = '',
        kept = 'TOKEN',
        ...situation
      }) => {
        answer = situation.answer ?? answer;
        await inScratch(async (folder) => {
          const file = path.join(folder, '.aws/sso/cache', `${createHash('sha1').update('corp').digest('hex')}.json`);
          fs.mkdirSync(path.dirname(file), { recursive: true });
          fs.writeFileSync(file, JSON.stringify(given));
          fs.writeFileSync(path.join(folder, '.aws/config'), config);
          const outcome = await run(program, [...first, ...create, '--profile', 'own'], {
            HOME: folder,
            AWS_REGION: 'us-east-1',
            AWS_MAX_ATTEMPTS: '2',
            AWS_ENDPOINT_URL_ECR: service.url,
            AWS_ENDPOINT_URL_SSO: `${service.url}/portal`,
            AWS_ENDPOINT_URL_SSO_OIDC: `${service.url}/oidc`,
          });
          expect({ code: outcome.code, seen }).toEqual({ code, seen: situation.seen });
          if (isOwn || situation.ownWords !== true) expect(saidBy(outcome)).toBe(message);
          expect(fs.readFileSync(file, 'utf8')).toContain(`"${kept}"`);
          if (isOwn && kept !== 'TOKEN') expect(fs.statSync(file).mode & 0o777).toBe(0o600);
        });
      },
    );
  },
);
