import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { create } from '../support/create-command.ts';
import { inScratch, programs, run, saidBy } from '../support/run.ts';
import { startScriptedService, type ScriptedResponse, type ScriptedService } from '../support/scripted-service.ts';

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

let service: ScriptedService;
/** The requests, each with its path and token, and the keys of ECR calls. */
let seen: string[];
let respond: (path: string) => ScriptedResponse | undefined;

beforeEach(async () => {
  [seen, respond] = [[], () => undefined];
  service = await startScriptedService(({ path: target, operation, headers, accessKeyId, body }) => {
    if (operation !== undefined) {
      seen.push(`call with ${String(accessKeyId)}`);
      return {};
    }
    const at = target.split('?', 1).join('');
    const isRenewal = at === '/oidc/token';
    const sent = isRenewal ? /"refreshToken": ?"(\w+)"/.exec(body)?.[1] : headers['x-amz-sso_bearer_token'];
    seen.push(`${at} ${String(sent)}`);
    const renewed = { accessToken: 'RENEWED', expiresIn: 3600, tokenType: 'Bearer', refreshToken: 'NEXT' };
    return respond(at) ?? { body: isRenewal ? renewed : { roleCredentials: role } };
  });
});
afterEach(() => {
  service.close();
});

interface Case {
  readonly name: string;
  readonly config?: string;
  readonly token: object;
  readonly respond?: typeof respond;
  readonly code?: number;
  readonly message?: string;
  readonly seen: readonly string[];
  /** The access token in the file after the run. */
  readonly kept?: string;
  /** The AWS CLI prints a Python exception instead of the message. */
  readonly hasOwnMessage?: true;
}

const portal = '/portal/federation/credentials';
const credentialsAndCall = [`${portal} TOKEN`, 'call with AKIDSSO'];
const renewed = { seen: ['/oidc/token REFRESH', `${portal} RENEWED`, 'call with AKIDSSO'], kept: 'RENEWED' };
const expired = { code: 255, message: 'Error when retrieving token from sso: Token has expired and refresh failed' };
const renewalRefusal: ScriptedResponse = {
  status: 400,
  headers: { 'x-amzn-errortype': 'InvalidGrantException' },
  body: { error: 'invalid_grant' },
};
const refuseRenewal = (at: string) => (at === '/oidc/token' ? renewalRefusal : undefined);
const respondWith =
  (body: object | string, status = 200) =>
  () => ({ status, body });

const cases: readonly Case[] = [
  { name: 'uses a token that has not expired', token: token(60), seen: credentialsAndCall },
  { name: 'uses a token that expires soon and cannot be renewed', token: token(3), seen: credentialsAndCall },
  {
    name: 'reads an expiration that ends with UTC',
    token: token(60, { expiresAt: inMinutes(60).replace('Z', 'UTC') }),
    seen: credentialsAndCall,
  },
  { name: 'renews a token that expires soon, and stores it', token: token(12, renewable), ...renewed },
  { name: 'renews an expired token', token: token(-5, renewable), ...renewed },
  {
    name: 'does not renew a token when the client registration has expired',
    token: token(-5, { ...renewable, registrationExpiresAt: inMinutes(-1) }),
    ...expired,
    seen: [],
  },
  {
    name: 'uses a token that expires soon when renewing fails',
    token: token(3, renewable),
    respond: refuseRenewal,
    seen: ['/oidc/token REFRESH', ...credentialsAndCall],
  },
  {
    name: 'reports an expired token when renewing fails',
    token: token(-5, renewable),
    respond: refuseRenewal,
    ...expired,
    seen: ['/oidc/token REFRESH'],
  },
  {
    name: 'sends nothing when the profile and the session have different Regions',
    config: `${session}${profile}sso_region = eu-west-1\n`,
    token: token(60),
    code: 255,
    message: 'The value for sso_region is inconsistent between profile (eu-west-1) and sso-session (us-east-1).',
    seen: [],
  },
  {
    name: 'reads the error code from the body of the response',
    token: token(60),
    respond: respondWith({ code: 'X', message: 'm' }, 400),
    code: 254,
    message: 'An error occurred (X) when calling the GetRoleCredentials operation: m',
    seen: credentialsAndCall.slice(0, 1),
  },
  {
    name: 'refuses a truncated response without showing it',
    token: token(60),
    respond: respondWith('{"roleCredentials":{"secretAccessKey":"secret'),
    code: 255,
    message: 'Error when retrieving credentials from sso: The response is not JSON.',
    seen: credentialsAndCall.slice(0, 1),
    hasOwnMessage: true,
  },
  {
    name: 'refuses expired credentials',
    token: token(60),
    respond: respondWith({ roleCredentials: { ...role, expiration: 1577836800000 } }),
    code: 255,
    message: 'Credentials were refreshed, but the refreshed credentials are still expired.',
    seen: credentialsAndCall.slice(0, 1),
  },
];

describe.each(programs)('the SSO token in $tool', ({ command: [program = '', ...first], isThere, isOwn }) => {
  it.skipIf(!isThere).each(cases)(
    '$name',
    async ({ config = `${session}${profile}`, token: storedToken, code = 0, message = '', kept = 'TOKEN', ...one }) => {
      respond = one.respond ?? respond;
      await inScratch(async (folder) => {
        const file = path.join(folder, '.aws/sso/cache', `${createHash('sha1').update('corp').digest('hex')}.json`);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, JSON.stringify(storedToken));
        fs.writeFileSync(path.join(folder, '.aws/config'), config);
        const outcome = await run(program, [...first, ...create, '--profile', 'own'], {
          HOME: folder,
          AWS_REGION: 'us-east-1',
          AWS_MAX_ATTEMPTS: '2',
          AWS_ENDPOINT_URL_ECR: service.url,
          AWS_ENDPOINT_URL_SSO: `${service.url}/portal`,
          AWS_ENDPOINT_URL_SSO_OIDC: `${service.url}/oidc`,
        });
        expect({ code: outcome.code, seen }).toEqual({ code, seen: one.seen });
        if (isOwn || one.hasOwnMessage !== true) expect(saidBy(outcome)).toBe(message);
        expect(fs.readFileSync(file, 'utf8')).toContain(`"${kept}"`);
        if (isOwn && kept !== 'TOKEN') expect(fs.statSync(file).mode & 0o777).toBe(0o600);
      });
    },
  );
});
