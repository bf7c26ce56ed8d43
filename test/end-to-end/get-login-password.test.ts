import fs from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startScriptedService, type ScriptedResponse, type ScriptedService } from '../support/scripted-service.ts';
import { ecr, inScratch, officialCli, run, type Outcome } from '../support/run.ts';

const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');
const token = base64('AWS:eyJwYXlsb2FkIjoi==');
const answer = (data: unknown): ScriptedResponse => ({ body: { authorizationData: data } });
const success = answer([
  {
    authorizationToken: token,
    expiresAt: 1.7e9,
    proxyEndpoint: 'https://123456789012.dkr.ecr.us-east-1.amazonaws.com',
  },
]);
const denied: ScriptedResponse = {
  status: 400,
  body: { __type: 'AccessDeniedException', message: 'Not authorized to perform: ecr:GetAuthorizationToken' },
};

let service: ScriptedService;
let response = success;

beforeAll(async () => {
  service = await startScriptedService(() => response);
});
afterAll(() => {
  service.close();
});

const keys = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 's' };
const region = { AWS_REGION: 'us-east-1' };

/** Runs a program in a home folder with a profile `p`, and returns the outcome and the request. */
async function login(
  [program = '', ...first]: readonly string[],
  words: readonly string[],
  environment: Readonly<Record<string, string>> = { ...keys, ...region },
) {
  service.requests.length = 0;
  const outcome = await inScratch((home) => {
    fs.mkdirSync(path.join(home, '.aws'));
    fs.writeFileSync(
      path.join(home, '.aws', 'config'),
      '[profile p]\nregion = eu-west-1\naws_access_key_id = AKIDP\naws_secret_access_key = s\n',
    );
    const settings = { HOME: home, AWS_ENDPOINT_URL: service.url, AWS_MAX_ATTEMPTS: '1' };
    return run(program, [...first, 'get-login-password', ...words], { ...settings, ...environment });
  });
  const requests = service.requests.map(({ method, path: place, operation, body, headers, accessKeyId }) => ({
    ...{ method, place, operation, body, accessKeyId },
    type: headers['content-type'],
    scope: /\/\d{8}\/(\S+),/.exec(headers.authorization ?? '')?.[1],
  }));
  return { outcome, requests };
}

const ours = [process.execPath, ecr];

/** What a run wrote, without the program's name and the usage text, which names the program too. */
function written({ code, stdout, stderr }: Outcome) {
  return { code, stdout, stderr: stderr.replaceAll(/^(?:ecr|aws): /gm, '').replace(/usage: [^]*/, '') };
}

/** All global options with a value that changes nothing for this command, but for the profile and the Region. */
const everyOption = [
  ...['--endpoint-url', 'ENDPOINT', '--no-verify-ssl', '--no-paginate', '--output', 'table', '--query', 'a[0]'],
  ...['--profile', 'p', '--region', 'eu-west-2', '--color', 'on', '--no-sign-request', '--cli-read-timeout', '9'],
  ...[
    '--cli-connect-timeout',
    '9',
    '--cli-binary-format',
    'raw-in-base64-out',
    '--no-cli-pager',
    '--ca-bundle',
    '/dev/null',
  ],
  ...['--no-cli-auto-prompt', '--cli-error-format', 'json'],
];

const beside: Readonly<
  Record<
    string,
    {
      readonly words?: readonly string[];
      readonly environment?: Readonly<Record<string, string>>;
      readonly response?: ScriptedResponse;
    }
  >
> = {
  success: {},
  'an empty password': { response: answer([{ authorizationToken: base64('AWS:') }]) },
  'the first of two tokens': {
    response: answer([{ authorizationToken: token }, { authorizationToken: base64('AWS:other') }]),
  },
  'a token in several lines': {
    response: answer([{ authorizationToken: ` ${token.replaceAll(/.{9}/g, '$&\r\n')} ` }]),
  },
  'every global option': { words: everyOption },
  'a profile over the environment': { words: ['--profile', 'p'] },
  'an unknown output format in the environment': { environment: { ...keys, ...region, AWS_DEFAULT_OUTPUT: 'nope' } },
  'an error of the service': { response: denied },
  'an error of the service as JSON': { response: denied, words: ['--cli-error-format', 'json'] },
  'a profile that does not exist': { words: ['--profile', 'none'] },
  'no Region': { environment: keys },
  'no credentials': { environment: region },
  'a wrong query': { words: ['--query', 'a['] },
  'a wrong output format': { words: ['--output', 'nope'] },
  'words and options that it does not have': { words: ['extra', '--cli-input-json', '{}', '--', 'more'] },
  'an option of the operation': { words: ['--registry-ids', '123456789012'] },
};

describe.skipIf(officialCli === undefined)('get-login-password is the same as in the AWS CLI for', () => {
  it.each(Object.entries(beside))('%s', async (_, { words = [], environment, response: scripted = success }) => {
    response = scripted;
    const all = words.map((word) => word.replace('ENDPOINT', service.url));
    const own = await login(ours, all, environment);
    const official = await login([officialCli ?? '', 'ecr'], all, environment);
    expect(written(own.outcome)).toEqual(written(official.outcome));
    expect(own.requests).toEqual(official.requests);
  });
});

describe('get-login-password', () => {
  it('prints the password and nothing else', async () => {
    response = success;
    expect((await login(ours, [])).outcome).toEqual({ code: 0, stdout: 'eyJwYXlsb2FkIjoi==\n', stderr: '' });
  });

  it('keeps the colons of a password, on which the AWS CLI fails', async () => {
    response = answer([{ authorizationToken: base64('AWS:a:b:') }]);
    expect((await login(ours, [])).outcome).toEqual({ code: 0, stdout: 'a:b:\n', stderr: '' });
  });

  it.each([
    ['no data', answer(undefined)],
    ['null', answer(null)],
    ['an empty list', answer([])],
    ['no token', answer([{ proxyEndpoint: 'https://secretive' }])],
  ])('says that a response has no token: %s', async (_, scripted) => {
    response = scripted;
    expect((await login(ours, [])).outcome).toEqual({
      code: 255,
      stdout: '',
      stderr: '\necr: [ERROR]: The response of Amazon ECR has no authorization token.\n',
    });
  });

  it.each([
    ['no colon', base64('secretive')],
    ['no Base64', 'secretive!'],
    ['no padding', base64('AWS:secretive').replaceAll('=', '')],
    ['no UTF-8', base64(new Uint8Array([65, 58, 0xff]))],
    ['a number', 5],
  ])('says that a token has no password, without printing it: %s', async (_, authorizationToken) => {
    response = answer([{ authorizationToken }]);
    expect((await login(ours, [])).outcome).toEqual({
      code: 255,
      stdout: '',
      stderr: '\necr: [ERROR]: The authorization token in the response is not a user name and a password in Base64.\n',
    });
  });

  it.each([
    ['a whole response', success],
    ['a response that was cut', { body: `{"authorizationData":[{"authorizationToken":"${token}` }],
  ])('prints no token in the debug log: %s', async (_, scripted) => {
    response = scripted;
    const { stderr } = (await login(ours, ['--debug'])).outcome;
    expect(stderr).toContain('"authorizationToken":"***"');
    expect(stderr).not.toContain(token);
    expect(stderr).not.toContain('eyJwYXlsb2FkIjoi');
  });

  it('suggests a global option', async () => {
    const { outcome } = await login(ours, ['--regionx', 'us-east-1']);
    expect(outcome).toMatchObject({ code: 252, stdout: '' });
    expect(outcome.stderr).toContain('Unknown options: --regionx,us-east-1\n\nMaybe you meant:\n\n  * --region\n');
  });
});
