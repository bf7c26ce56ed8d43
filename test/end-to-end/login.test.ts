import { createHash, generateKeyPairSync } from 'node:crypto';
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
const session = 'arn:aws:iam::123456789012:user/me';
const { privateKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'sec1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

const token = (minutes: number, more: object = {}) => ({
  accessToken: {
    accessKeyId: 'AKIDLOGIN',
    secretAccessKey: 'secret',
    sessionToken: 't',
    accountId: '123456789012',
    expiresAt: new Date(Date.now() + minutes * 60_000).toISOString().replace(/\.\d+/, ''),
  },
  tokenType: 'aws_sigv4',
  clientId: 'arn:aws:signin:::devtools/same-device',
  refreshToken: 'REFRESH',
  idToken: 'id',
  dpopKey: privateKey,
  ...more,
});
const renewed = {
  accessToken: { accessKeyId: 'AKIDNEW', secretAccessKey: 'secret', sessionToken: 't' },
  expiresIn: 900,
  refreshToken: 'NEXT',
  tokenType: 'aws_sigv4',
};

let service: Served;
let seen: string[];
let answer: { readonly status: number; readonly content: string; readonly type?: string };

beforeEach(async () => {
  [seen, answer] = [[], { status: 200, content: JSON.stringify(renewed) }];
  service = await serve((request, response) => {
    const key = callKey(request);
    seen.push(key === undefined ? (request.url ?? '') : `call with ${key}`);
    const { status, content, type } = key === undefined ? answer : { status: 200, content: '{}' };
    response
      .writeHead(status, {
        'content-type': 'application/json',
        ...(type === undefined ? {} : { 'x-amzn-errortype': type }),
      })
      .end(content);
  });
});
afterEach(() => {
  service.close();
});

interface Situation {
  readonly what: string;
  readonly token: object | string | undefined;
  readonly answer?: typeof answer;
  readonly code: number;
  readonly message: string;
  readonly seen: readonly string[];
  /** Where the AWS CLI lets Python's own words out. */
  readonly ownWords?: true;
}

const denied = (error: string) => ({
  status: 403,
  content: JSON.stringify({ error, message: 'm' }),
  type: 'AccessDeniedException',
});
const notWhole = {
  code: 255,
  message:
    'Error loading login session token: Failed to load access token from token cache, missing one or more required fields.',
  seen: [],
};
const found = { code: 0, message: '' };
const asked = ['/v1/token'];

const situations: readonly Situation[] = [
  { what: 'is used', token: token(60), ...found, seen: ['call with AKIDLOGIN'] },
  { what: 'is renewed', token: token(3), ...found, seen: [...asked, 'call with AKIDNEW'] },
  {
    what: 'is not there',
    token: undefined,
    code: 255,
    message: `Error loading login session token: Unable to load a existing login session for session ${session}, Please reauthenticate with 'aws login'.`,
    seen: [],
  },
  { what: 'has no key', token: token(60, { dpopKey: undefined }), ...notWhole },
  {
    what: 'is half a file, which is not shown',
    token: '{"accessToken": {"secretAccessKey": "secret',
    ...notWhole,
    ownWords: true,
  },
  {
    what: 'is over for good',
    token: token(-5),
    answer: denied('TOKEN_EXPIRED'),
    code: 255,
    message: "Your session has expired. Please reauthenticate using 'aws login'.",
    seen: asked,
  },
  {
    what: 'is refused for no reason',
    token: token(-5),
    answer: denied('constructor'),
    code: 255,
    message: 'An unspecified error happened when resolving AWS credentials or refreshing a login session profile.',
    seen: asked,
  },
  {
    what: 'is refused',
    token: token(-5),
    answer: { status: 400, content: '{"message":"m"}', type: 'ValidationException' },
    code: 254,
    message: 'An error occurred (ValidationException) when calling the CreateOAuth2Token operation: m',
    seen: asked,
  },
  {
    what: 'gets half an answer, which is not shown',
    token: token(-5),
    answer: { status: 200, content: '{"accessToken":{"secretAccessKey":"secret' },
    code: 255,
    message: 'Error when retrieving credentials from login: The response is not JSON.',
    seen: asked,
    ownWords: true,
  },
];

describe.each(programs)(
  'the session that aws login has left, in the hands of $tool,',
  ({ command: [program = '', ...first], isThere, isOwn }) => {
    it.skipIf(!isThere).each(situations)('$what', async (situation) => {
      answer = situation.answer ?? answer;
      const outcome = await inScratch((folder) => {
        const file = path.join(
          folder,
          '.aws/login/cache',
          `${createHash('sha256').update(session).digest('hex')}.json`,
        );
        fs.mkdirSync(path.dirname(file), { recursive: true });
        if (situation.token !== undefined)
          fs.writeFileSync(
            file,
            typeof situation.token === 'string' ? situation.token : JSON.stringify(situation.token),
          );
        fs.writeFileSync(
          path.join(folder, '.aws/config'),
          `[profile own]\nlogin_session = ${session}\nregion = us-east-1\n`,
        );
        return run(program, [...first, ...create, '--profile', 'own'], { HOME: folder, AWS_ENDPOINT_URL: service.url });
      });
      expect({ code: outcome.code, seen }).toEqual({ code: situation.code, seen: situation.seen });
      if (isOwn || situation.ownWords !== true) expect(saidBy(outcome)).toBe(situation.message);
    });
  },
);
