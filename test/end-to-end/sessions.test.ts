import { createHash, generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { quay, registriesOf } from '../support/registries.ts';
import { bareEnvironment, ecr, type Outcome, removeFolder, run } from '../support/run.ts';
import { startScriptedService, type ReceivedRequest, type ScriptedResponse } from '../support/scripted-service.ts';

/** Two profiles of each kind. The access key that each gets is its own name. */
const kinds = ['keys', 'role', 'identity', 'sso', 'login', 'process', 'container'] as const;
const profiles = kinds.flatMap((kind) => [`${kind}-a`, `${kind}-b`]);

const portal = 'sso_start_url = https://corp.example.com/start\nsso_region = us-east-1\n';
const roleArn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const settingsOf = (name: string, home: string): Readonly<Record<(typeof kinds)[number], string>> => ({
  keys: `aws_access_key_id = ${name}\naws_secret_access_key = secret\n`,
  role: `role_arn = ${roleArn(name)}\nsource_profile = keys-a\n`,
  identity: `role_arn = ${roleArn(name)}\nweb_identity_token_file = ${home}/token\n`,
  sso: `sso_session = corp\nsso_account_id = 123456789012\nsso_role_name = ${name}\n`,
  login: `login_session = ${name}\n`,
  process: `credential_process = cat ${home}/${name}.json\n`,
  container: `role_arn = ${roleArn(name)}\ncredential_source = EcsContainer\n`,
});
const { privateKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'sec1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().replace(/\.\d+/, '');
const ssoFile = '.aws/sso/cache/' + createHash('sha1').update('corp').digest('hex') + '.json';
const loginFile = (name: string) => `.aws/login/cache/${createHash('sha256').update(name).digest('hex')}.json`;
const ssoToken = (minutes: number) => ({
  startUrl: 'https://corp.example.com/start',
  region: 'us-east-1',
  accessToken: 'TOKEN',
  expiresAt: inMinutes(minutes),
  clientId: 'client',
  clientSecret: 'secretOfTheClient',
  registrationExpiresAt: inMinutes(10_000),
  refreshToken: 'REFRESH',
});

/** When the credentials of STS end, in milliseconds from now. */
let lifetime: number;
let requests: ReceivedRequest[];
let refreshToken: () => ScriptedResponse;
let callEcr: (request: ReceivedRequest) => ScriptedResponse | undefined;
let service: Awaited<ReturnType<typeof startScriptedService>>;
let home: string;

beforeEach(async () => {
  [lifetime, requests, callEcr] = [3_600_000, [], () => undefined];
  refreshToken = () => ({ body: { accessToken: 'RENEWED', expiresIn: 28800, refreshToken: 'NEXT' } });
  service = await startScriptedService((request) => {
    requests.push(request);
    return respond(request);
  });
  home = fs.mkdtempSync(path.join(bareEnvironment()['HOME'] ?? '/tmp', 'ecr-home-'));
  write('rules.json', [quay]);
  write('token', 'tokenOfTheWebIdentity');
  write(ssoFile, ssoToken(600));
});
afterEach(async () => {
  service.close();
  await removeFolder(home);
});

function write(name: string, content: object | string): void {
  const file = path.join(home, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
}

function configure(sections: Readonly<Record<string, string>>): void {
  const text = Object.entries(sections).map(([name, values]) => `[${name}]\n${values}`);
  write('.aws/config', [...text, `[sso-session corp]\n${portal}`].join(''));
}

function respond(request: ReceivedRequest): ScriptedResponse {
  const { path: target, body, operation } = request;
  const form = new URLSearchParams(body);
  if (form.has('Action')) return assumed(form);
  const url = new URL(target, service.url);
  switch (url.pathname) {
    case '/federation/credentials': {
      const accessKeyId = url.searchParams.get('role_name');
      const expiration = Date.now() + 3_600_000;
      return { body: { roleCredentials: { accessKeyId, secretAccessKey: 's', sessionToken: 't', expiration } } };
    }
    case '/token':
      return refreshToken();
    case '/v1/token': {
      const accessKeyId = /"refreshToken": ?"refresh-([^"]*)"/.exec(body)?.[1];
      const accessToken = { accessKeyId, secretAccessKey: 's', sessionToken: 't' };
      return { body: { accessToken, expiresIn: 900, refreshToken: 'next', tokenType: 'aws_sigv4' } };
    }
    case '/container':
      return { body: { AccessKeyId: 'container', SecretAccessKey: 's', Token: 't', Expiration: inMinutes(60) } };
  }
  const rule = { ...quay, registryId: '123456789012' };
  return (
    callEcr(request) ?? { body: operation?.startsWith('Describe') === true ? { pullThroughCacheRules: [] } : rule }
  );
}

function assumed(form: URLSearchParams): ScriptedResponse {
  const action = String(form.get('Action'));
  const name = String(form.get('RoleArn')).replace(/^.*\//, '');
  const end = Date.now() + lifetime;
  const expiration = new Date(end).toISOString();
  const credentials = `<AccessKeyId>${name}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>token-${String(end)}</SessionToken><Expiration>${expiration}</Expiration>`;
  return {
    headers: { 'content-type': 'text/xml' },
    body: `<${action}Response><${action}Result><Credentials>${credentials}</Credentials></${action}Result></${action}Response>`,
  };
}

const call = (...words: string[]): Promise<Outcome> =>
  run(
    process.execPath,
    [ecr, ...words],
    {
      HOME: home,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: service.url,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${service.url}/container`,
    },
    home,
  );
const rules = ['--rules', 'file://rules.json'];
const apply = (...words: string[]) => call('apply', ...rules, ...words);
const keysOf = (name: string) =>
  requests.filter(({ operation }) => operation === name).map(({ accessKeyId }) => accessKeyId);
const created = () => keysOf('CreatePullThroughCacheRule');
const sentTo = (pathname: string) => requests.filter(({ path: target }) => target.split('?', 1)[0] === pathname).length;

describe('two profiles of each kind of credentials', () => {
  beforeEach(() => {
    configure(
      Object.fromEntries(
        kinds.flatMap((kind) =>
          ['a', 'b'].map((letter) => [`profile ${kind}-${letter}`, settingsOf(`${kind}-${letter}`, home)[kind]]),
        ),
      ),
    );
    for (const name of profiles) {
      write(`${name}.json`, { Version: 1, AccessKeyId: name, SecretAccessKey: 's' });
      const accessToken = { accessKeyId: 'old', secretAccessKey: 's', sessionToken: 't', accountId: '123456789012' };
      write(loginFile(name), {
        accessToken: { ...accessToken, expiresAt: inMinutes(-5) },
        clientId: 'client',
        refreshToken: `refresh-${name}`,
        dpopKey: privateKey,
      });
    }
  });

  it.each([
    ['plan', []],
    ['apply', profiles],
  ])('reach their own accounts in one %s', async (command, expected) => {
    const outcome = await call(command, ...rules, '--profiles', ...profiles, '--concurrency', '20');
    expect(outcome.code).toBe(0);
    expect(registriesOf(outcome).map(({ profile }) => profile)).toEqual(profiles);
    expect(keysOf('DescribePullThroughCacheRules').toSorted()).toEqual(profiles.toSorted());
    expect(created().toSorted()).toEqual(expected.toSorted());
  });

  it.each([
    ['plan', []],
    ['apply', profiles],
  ])('reach their own accounts one after the other in %s', async (command, expected) => {
    expect((await call(command, ...rules, '--profiles', ...profiles, '--concurrency', '1')).code).toBe(0);
    expect(keysOf('DescribePullThroughCacheRules')).toEqual(profiles);
    expect(created()).toEqual(expected);
  });
});

describe('four profiles of one SSO session whose token has expired', () => {
  const four = ['one', 'two', 'three', 'four'];

  beforeEach(() => {
    configure(Object.fromEntries(four.map((name) => [`profile ${name}`, settingsOf(name, home).sso])));
    write(ssoFile, ssoToken(-5));
  });

  it.each(['1', '8'])('renew it once, %s at a time', async (concurrency) => {
    expect((await apply('--profiles', ...four, '--concurrency', concurrency)).code).toBe(0);
    expect(sentTo('/token')).toBe(1);
    expect(created().toSorted()).toEqual(four.toSorted());
    expect(fs.readFileSync(path.join(home, ssoFile), 'utf8')).toContain('RENEWED');
    expect(fs.readdirSync(path.join(home, '.aws/sso/cache'))).toHaveLength(1);
  });

  it('use the token of another process that has renewed it meanwhile', async () => {
    refreshToken = () => {
      write(ssoFile, { ...ssoToken(60), accessToken: 'OTHER', refreshToken: 'LATER' });
      return { status: 400, headers: { 'x-amzn-errortype': 'InvalidGrantException' }, body: {} };
    };
    expect((await apply('--profiles', ...four)).code).toBe(0);
    expect(sentTo('/token')).toBe(1);
    expect(requests.find(({ path: target }) => target.startsWith('/fed'))?.headers).toMatchObject({
      'x-amz-sso_bearer_token': 'OTHER',
    });
  });

  it('do not send a refresh token that was refused again', async () => {
    refreshToken = () => ({ status: 400, headers: { 'x-amzn-errortype': 'InvalidGrantException' }, body: {} });
    const outcome = await apply('--profiles', ...four, '--concurrency', '1');
    expect(outcome.code).toBe(255);
    expect(sentTo('/token')).toBe(1);
    expect(registriesOf(outcome).map(({ error }) => error?.message)).toEqual(
      four.map(() => 'Error when retrieving token from sso: Token has expired and refresh failed'),
    );
  });
});

describe('a renewed SSO token that cannot be saved', () => {
  const makeReadOnly = () => {
    fs.chmodSync(path.join(home, '.aws/sso/cache'), 0o500);
  };
  const isRoot = process.getuid?.() === 0;

  beforeEach(() => {
    configure({ 'profile one': settingsOf('one', home).sso, 'profile two': settingsOf('two', home).sso });
  });
  afterEach(() => {
    fs.chmodSync(path.join(home, '.aws/sso/cache'), 0o700);
  });

  it.skipIf(isRoot)('is used, with one warning', async () => {
    write(ssoFile, ssoToken(-5));
    makeReadOnly();
    const outcome = await apply('--profiles', 'one', 'two');
    expect(outcome.code).toBe(0);
    expect(outcome.stderr.match(/warning: the renewed token of the SSO session corp cannot be saved/g)).toHaveLength(1);
  });

  it.skipIf(isRoot)('is not asked for while the present one is good', async () => {
    write(ssoFile, ssoToken(5));
    makeReadOnly();
    expect((await apply('--profiles', 'one', 'two')).code).toBe(0);
    expect(sentTo('/token')).toBe(0);
  });

  it('is saved beside a left-over temporary file of an equal process id', async () => {
    write(ssoFile, ssoToken(-5));
    for (let id = 1; id < 200; id++) write(`${ssoFile}.${String(id)}.tmp`, '');
    expect((await apply('--profiles', 'one', 'two')).code).toBe(0);
    expect(fs.readFileSync(path.join(home, ssoFile), 'utf8')).toContain('RENEWED');
  });
});

it('renews credentials that end during the run', async () => {
  const role = settingsOf('short', home).role.replace('keys-a', 'base');
  configure({ 'profile base': settingsOf('base', home).keys, 'profile short': role });
  lifetime = 2000;
  callEcr = ({ sessionToken = '', headers, operation }) => {
    const [, end = 0] = /-(\d+)$/.exec(sessionToken) ?? [];
    const signed = String(headers['x-amz-date']).replace(/(....)(..)(..T..)(..)(..Z)/, '$1-$2-$3:$4:$5');
    const hasEnded = new Date(signed).getTime() >= Number(end);
    if (hasEnded) return { status: 400, body: { __type: 'ExpiredTokenException', message: 'The token has expired' } };
    return { body: operation?.startsWith('Describe') === true ? { pullThroughCacheRules: [] } : quay, delay: 60 };
  };
  const regions = Array.from({ length: 200 }, (_, index) => `us-r${String(index)}-1`);
  const outcome = await apply('--profiles', 'short', '--regions', ...regions);
  expect(outcome.stderr).toMatch(/^200 registries: 200 created/);
  expect(outcome.code).toBe(0);
  const tokens = new Set(requests.map(({ sessionToken }) => sessionToken));
  expect(tokens.size).toBeGreaterThan(2);
});

it('reports a malformed setting of one profile in its registry, and changes the others', async () => {
  const sso = 'sso_start_url = https://corp.example.com/start\nsso_account_id = 123456789012\nsso_role_name = r\n';
  configure({
    'profile good': settingsOf('good', home).keys,
    'profile bad': `${sso}sso_region = us east\n`,
  });
  write('.aws/sso/cache/' + createHash('sha1').update('https://corp.example.com/start').digest('hex') + '.json', {
    accessToken: 'TOKEN',
    expiresAt: inMinutes(60),
  });
  const outcome = await run(
    process.execPath,
    [ecr, 'apply', ...rules, '--profiles', 'bad', 'good'],
    { HOME: home, AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL_ECR: service.url },
    home,
  );
  const message = "Provided region_name 'us east' doesn't match a supported format.";
  expect(outcome.code).toBe(255);
  expect(registriesOf(outcome)).toMatchObject([
    { profile: 'bad', rules: [], error: { code: 'Error', message } },
    { profile: 'good', rules: [{ action: 'create', done: true }] },
  ]);
  expect(created()).toEqual(['good']);
});

it('needs no more than 256 file descriptors for 600 accounts', async () => {
  configure({ default: settingsOf('base', home).keys });
  const accounts = Array.from({ length: 600 }, (_, index) => String(100_000_000_000 + index));
  const outcome = await run(
    'sh',
    [
      ...['-c', 'ulimit -n 256; exec "$@"', 'sh', process.execPath, ecr],
      ...['plan', ...rules, '--accounts', ...accounts, '--role-name', 'r', '--concurrency', '32'],
    ],
    { HOME: home, AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: service.url },
    home,
  );
  expect(outcome).toMatchObject({ code: 0, stderr: '600 registries: 600 to create\n' });
});
