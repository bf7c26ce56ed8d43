import { createHash, generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { create } from '../support/create-command.ts';
import { inScratch, programs, run, saidBy } from '../support/run.ts';
import { startScriptedService, type ScriptedService } from '../support/scripted-service.ts';

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
const renewedToken = {
  accessToken: { accessKeyId: 'AKIDNEW', secretAccessKey: 'secret', sessionToken: 't' },
  expiresIn: 900,
  refreshToken: 'NEXT',
  tokenType: 'aws_sigv4',
};

let service: ScriptedService;
/** The paths of requests for a token, and the keys of ECR calls. */
let seen: string[];
let tokenResponse: { readonly status: number; readonly content: string; readonly type?: string };

beforeEach(async () => {
  [seen, tokenResponse] = [[], { status: 200, content: JSON.stringify(renewedToken) }];
  service = await startScriptedService(({ path: target, operation, accessKeyId }) => {
    seen.push(operation === undefined ? target : `call with ${String(accessKeyId)}`);
    const { status, content, type } = operation === undefined ? tokenResponse : { status: 200, content: '{}' };
    return { status, headers: type === undefined ? {} : { 'x-amzn-errortype': type }, body: content };
  });
});
afterEach(() => {
  service.close();
});

interface Case {
  readonly name: string;
  readonly token: object | string | undefined;
  readonly tokenResponse?: typeof tokenResponse;
  readonly code: number;
  readonly message: string;
  readonly seen: readonly string[];
  /** The AWS CLI prints a Python exception instead of the message. */
  readonly hasOwnMessage?: true;
}

const denied = (error: string) => ({
  status: 403,
  content: JSON.stringify({ error, message: 'm' }),
  type: 'AccessDeniedException',
});
const incompleteToken = {
  code: 255,
  message:
    'Error loading login session token: Failed to load access token from token cache, missing one or more required fields.',
  seen: [],
};
const success = { code: 0, message: '' };
const tokenRequest = ['/v1/token'];

const cases: readonly Case[] = [
  { name: 'uses a token that has not expired', token: token(60), ...success, seen: ['call with AKIDLOGIN'] },
  {
    name: 'renews a token that is about to expire',
    token: token(3),
    ...success,
    seen: [...tokenRequest, 'call with AKIDNEW'],
  },
  {
    name: 'refuses a missing token',
    token: undefined,
    code: 255,
    message: `Error loading login session token: Unable to load a existing login session for session ${session}, Please reauthenticate with 'aws login'.`,
    seen: [],
  },
  { name: 'refuses a token without its private key', token: token(60, { dpopKey: undefined }), ...incompleteToken },
  {
    name: 'refuses a truncated token file without showing it',
    token: '{"accessToken": {"secretAccessKey": "secret',
    ...incompleteToken,
    hasOwnMessage: true,
  },
  {
    name: 'reports an expired session',
    token: token(-5),
    tokenResponse: denied('TOKEN_EXPIRED'),
    code: 255,
    message: "Your session has expired. Please reauthenticate using 'aws login'.",
    seen: tokenRequest,
  },
  {
    name: 'reports a refusal with an unknown reason',
    token: token(-5),
    tokenResponse: denied('constructor'),
    code: 255,
    message: 'An unspecified error happened when resolving AWS credentials or refreshing a login session profile.',
    seen: tokenRequest,
  },
  {
    name: 'reports the error of the service',
    token: token(-5),
    tokenResponse: { status: 400, content: '{"message":"m"}', type: 'ValidationException' },
    code: 254,
    message: 'An error occurred (ValidationException) when calling the CreateOAuth2Token operation: m',
    seen: tokenRequest,
  },
  {
    name: 'refuses a truncated response without showing it',
    token: token(-5),
    tokenResponse: { status: 200, content: '{"accessToken":{"secretAccessKey":"secret' },
    code: 255,
    message: 'Error when retrieving credentials from login: The response is not JSON.',
    seen: tokenRequest,
    hasOwnMessage: true,
  },
];

describe.each(programs)(
  'the session of aws login in $tool',
  ({ command: [program = '', ...first], isThere, isOwn }) => {
    it.skipIf(!isThere).each(cases)('$name', async (one) => {
      tokenResponse = one.tokenResponse ?? tokenResponse;
      const outcome = await inScratch((folder) => {
        const file = path.join(
          folder,
          '.aws/login/cache',
          `${createHash('sha256').update(session).digest('hex')}.json`,
        );
        fs.mkdirSync(path.dirname(file), { recursive: true });
        if (one.token !== undefined)
          fs.writeFileSync(file, typeof one.token === 'string' ? one.token : JSON.stringify(one.token));
        fs.writeFileSync(
          path.join(folder, '.aws/config'),
          `[profile own]\nlogin_session = ${session}\nregion = us-east-1\n`,
        );
        return run(program, [...first, ...create, '--profile', 'own'], { HOME: folder, AWS_ENDPOINT_URL: service.url });
      });
      expect({ code: outcome.code, seen }).toEqual({ code: one.code, seen: one.seen });
      if (isOwn || one.hasOwnMessage !== true) expect(saidBy(outcome)).toBe(one.message);
    });
  },
);
