import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ecr, inScratch, officialCli, run } from '../support/run.ts';

const create = ['create-pull-through-cache-rule', '--ecr-repository-prefix', 'aa', '--upstream-registry-url', 'quay.io'];
const startUrl = 'https://corp.example.com/start';
const account = 'sso_account_id = 123456789012\nsso_role_name = Admin\n';
const session = `[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = us-east-1\n`;
const profile = `[profile own]\nsso_session = corp\n${account}`;
const role = { accessKeyId: 'AKIDSSO', secretAccessKey: 'secretOfTheSsoRole', sessionToken: 'tokenOfTheSsoRole', expiration: 4070908800000 };

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().replace(/\.\d+/, '');
const token = (minutes: number, more: object = {}) => ({ startUrl, region: 'us-east-1', accessToken: 'TOKEN', expiresAt: inMinutes(minutes), ...more });
const renewable = { clientId: 'client', clientSecret: 'secretOfTheClient', registrationExpiresAt: inMinutes(10_000), refreshToken: 'REFRESH' };

interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly content: object | string;
}

let server: http.Server;
let url: string;
let seen: string[];
let answer: (path: string) => Answer | undefined;

beforeEach(async () => {
  [seen, answer] = [[], () => undefined];
  server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { authorization = '', 'x-amz-target': target, 'x-amz-sso_bearer_token': bearer } = request.headers;
      const at = (request.url ?? '').split('?', 1).join('');
      const body = Buffer.concat(chunks).toString();
      if (target !== undefined) seen.push(`call with ${/Credential=(\w+)/.exec(authorization)?.[1] ?? 'nothing'}`);
      else seen.push(at === '/oidc/token' ? `${at} ${String(/"refreshToken": ?"(\w+)"/.exec(body)?.[1])}` : `${at} ${String(bearer)}`);
      const renewed = { accessToken: 'RENEWED', expiresIn: 3600, tokenType: 'Bearer', refreshToken: 'NEXT' };
      const { status = 200, headers, content } = (target === undefined ? answer(at) : undefined) ?? { content: target !== undefined ? {} : at === '/oidc/token' ? renewed : { roleCredentials: role } };
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(typeof content === 'string' ? content : JSON.stringify(content));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  url = `http://127.0.0.1:${String(address.port)}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
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
const refusal: Answer = { status: 400, headers: { 'x-amzn-errortype': 'InvalidGrantException' }, content: { error: 'invalid_grant' } };
const refusing = (at: string) => (at === '/oidc/token' ? refusal : undefined);
const answering = (content: object | string, status = 200) => () => ({ status, content });

const situations: readonly Situation[] = [
  { what: 'is used while it is good', token: token(60), seen: found },
  { what: 'is used to its end where it cannot be renewed', token: token(3), seen: found },
  { what: 'may have the older form of a date', token: token(60, { expiresAt: inMinutes(60).replace('Z', 'UTC') }), seen: found },
  { what: 'is renewed a while before its end, and kept', token: token(12, renewable), ...renewed },
  { what: 'is renewed after its end', token: token(-5, renewable), ...renewed },
  { what: 'is not renewed by a client that is over', token: token(-5, { ...renewable, registrationExpiresAt: inMinutes(-1) }), ...over, seen: [] },
  { what: 'is used on where it is not renewed', token: token(3, renewable), answer: refusing, seen: ['/oidc/token REFRESH', ...found] },
  { what: 'is over where it is not renewed', token: token(-5, renewable), answer: refusing, ...over, seen: ['/oidc/token REFRESH'] },
  {
    what: 'is not asked for where profile and session differ',
    config: `${session}${profile}sso_region = eu-west-1\n`,
    token: token(60),
    code: 255,
    message: 'The value for sso_region is inconsistent between profile (eu-west-1) and sso-session (us-east-1).',
    seen: [],
  },
  { what: 'gets an error whose code is in its body', token: token(60), answer: answering({ code: 'X', message: 'm' }, 400), code: 254, message: 'An error occurred (X) when calling the GetRoleCredentials operation: m', seen: found.slice(0, 1) },
  { what: 'gets half an answer, which is not shown', token: token(60), answer: answering('{"roleCredentials":{"secretAccessKey":"secret'), code: 255, message: 'Error when retrieving credentials from sso: The answer is no JSON.', seen: found.slice(0, 1), ownWords: true },
  {
    what: 'gets credentials that are over',
    token: token(60),
    answer: answering({ roleCredentials: { ...role, expiration: 1577836800000 } }),
    code: 255,
    message: 'Credentials were refreshed, but the refreshed credentials are still expired.',
    seen: found.slice(0, 1),
  },
];

const programs = [
  { tool: 'ecr', command: [process.execPath, ecr], isThere: true, isOwn: true },
  { tool: 'the official AWS CLI', command: [officialCli ?? '', 'ecr'], isThere: officialCli !== undefined, isOwn: false },
];

describe.each(programs)('the token of an SSO session, in the hands of $tool,', ({ command: [program = '', ...first], isThere, isOwn }) => {
  it.skipIf(!isThere).each(situations)('$what', async ({ config = `${session}${profile}`, token: given, code = 0, message = '', kept = 'TOKEN', ...situation }) => {
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
        AWS_ENDPOINT_URL_ECR: url,
        AWS_ENDPOINT_URL_SSO: `${url}/portal`,
        AWS_ENDPOINT_URL_SSO_OIDC: `${url}/oidc`,
      });
      expect({ code: outcome.code, seen }).toEqual({ code, seen: situation.seen });
      if (isOwn || situation.ownWords !== true) expect(outcome.stderr.replace(/^\n(?:ecr|aws): \[ERROR\]: /, '').trimEnd()).toBe(message);
      expect(fs.readFileSync(file, 'utf8')).toContain(`"${kept}"`);
      if (isOwn && kept !== 'TOKEN') expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    });
  });
});
