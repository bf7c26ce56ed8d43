import { spawn } from 'node:child_process';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { startScriptedService, type ScriptedService } from '../support/scripted-service.ts';
import { bareEnvironment, ecr, finished, type Outcome } from '../support/run.ts';

const account = '123456789012';
const cache = `${account}.dkr.ecr.us-east-1.amazonaws.com`;
const listed = [
  { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io', registryId: account },
  { ecrRepositoryPrefix: 'hub', upstreamRegistryUrl: 'registry-1.docker.io', registryId: account },
];
const identity = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::210987654321:user/x</Arn><UserId>AIDA</UserId><Account>210987654321</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

let service: ScriptedService;
let rules: readonly object[] = listed;

beforeAll(async () => {
  // The second rule is on a page of its own.
  service = await startScriptedService(({ operation, body }) => {
    if (operation === undefined) return { headers: { 'content-type': 'text/xml' }, body: identity };
    const isSecond = body.includes('"nextToken"');
    return {
      body: {
        pullThroughCacheRules: isSecond ? rules.slice(1) : rules.slice(0, 1),
        ...(isSecond ? {} : { nextToken: 't' }),
      },
    };
  });
});
beforeEach(() => {
  service.requests.length = 0;
  rules = listed;
});
afterAll(() => {
  service.close();
});

const keys = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 's' };

function imageUri(
  words: readonly string[],
  { input = '', environment = keys }: { input?: string; environment?: Readonly<Record<string, string>> } = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [ecr, 'image-uri', ...words], {
    env: bareEnvironment({ AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: service.url, ...environment }),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return finished(child);
}

const printed = (...lines: readonly string[]) => ({
  code: 0,
  stdout: lines.map((line) => `${line}\n`).join(''),
  stderr: '',
});
const calls = () => service.requests.map(({ operation, body }) => operation ?? /Action=(\w+)/.exec(body)?.[1]);
const describeRules = 'DescribePullThroughCacheRules';

describe('image-uri', () => {
  it('prints the references in their order, after one listing', async () => {
    expect(await imageUri(['nginx:1.27', 'quay.io/a/b', `${cache}/quay/a/b`, 'nginx:1.27'])).toEqual(
      printed(
        `${cache}/hub/library/nginx:1.27`,
        `${cache}/quay/a/b`,
        `${cache}/quay/a/b`,
        `${cache}/hub/library/nginx:1.27`,
      ),
    );
    expect(calls()).toEqual([describeRules, describeRules]);
  });

  it('reads references from standard input in the place of -', async () => {
    const input = '\nnginx\r\n   \nquay.io/x@sha256:' + 'f'.repeat(64);
    expect(await imageUri(['quay.io/a', '-', 'redis'], { input })).toEqual(
      printed(
        `${cache}/quay/a`,
        `${cache}/hub/library/nginx`,
        `${cache}/quay/x@sha256:${'f'.repeat(64)}`,
        `${cache}/hub/library/redis`,
      ),
    );
    expect(calls()).toEqual([describeRules, describeRules]);
  });

  it('prints nothing and asks nothing without references on standard input', async () => {
    expect(await imageUri(['-'], { input: '\n\r\n' })).toEqual(printed());
    expect(calls()).toEqual([]);
  });

  it('lists the rules of --registry-id', async () => {
    rules = [];
    expect(await imageUri(['--registry-id', '111122223333', '111122223333.dkr-ecr.us-east-1.on.aws/a'])).toEqual(
      printed('111122223333.dkr-ecr.us-east-1.on.aws/a'),
    );
    expect(service.requests[0]?.body).toBe('{"registryId":"111122223333"}');
  });

  it.each([
    ['AWS_USE_FIPS_ENDPOINT', `${account}.dkr.ecr-fips.us-east-1.amazonaws.com`],
    ['AWS_USE_DUALSTACK_ENDPOINT', `${account}.dkr-ecr.us-east-1.on.aws`],
  ])('uses the host that %s chooses', async (name, host) => {
    expect(await imageUri(['quay.io/a'], { environment: { ...keys, [name]: 'true' } })).toEqual(
      printed(`${host}/quay/a`),
    );
  });
});

describe('image-uri with --rules', () => {
  const file = JSON.stringify([{ ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' }]);
  const offline = ['--rules', file, '--registry-id', account];

  it('needs no credentials and asks nothing with --registry-id and a Region', async () => {
    for (const [region, suffix] of [
      ['us-east-1', 'amazonaws.com'],
      ['cn-north-1', 'amazonaws.com.cn'],
      ['us-gov-west-1', 'amazonaws.com'],
      ['eusc-de-east-1', 'amazonaws.eu'],
    ] as const)
      expect(await imageUri([...offline, '--region', region, 'quay.io/a'], { environment: {} })).toEqual(
        printed(`${account}.dkr.ecr.${region}.${suffix}/quay/a`),
      );
    expect(calls()).toEqual([]);
  });

  it('takes the account from a listing, and asks STS without one', async () => {
    expect(await imageUri(['--rules', JSON.stringify({ pullThroughCacheRules: [listed[0]] }), 'quay.io/a'])).toEqual(
      printed(`${cache}/quay/a`),
    );
    expect(calls()).toEqual([]);
    expect(await imageUri(['--rules', file, 'quay.io/a'])).toEqual(
      printed('210987654321.dkr.ecr.us-east-1.amazonaws.com/quay/a'),
    );
    expect(calls()).toEqual(['GetCallerIdentity']);
  });

  it('replaces the placeholders of the rules', async () => {
    const own =
      '[{"ecrRepositoryPrefix": "own", "upstreamRegistryUrl": "${AWS::AccountId}.dkr.ecr.eu-west-1.amazonaws.com"}]';
    expect(
      await imageUri(['--rules', own, '--registry-id', account, `${account}.dkr.ecr.eu-west-1.amazonaws.com/a`]),
    ).toEqual(printed(`${cache}/own/a`));
  });

  it('reads the rules or the references from standard input, not both', async () => {
    expect(await imageUri(['--rules', '-', '--registry-id', account, 'quay.io/a'], { input: file })).toEqual(
      printed(`${cache}/quay/a`),
    );
    const both = await imageUri(['--rules', '-', '-'], { input: file });
    expect(both).toMatchObject({ code: 252, stdout: '' });
    expect(both.stderr).toContain('cannot both be read from standard input');
  });

  it.each([
    ['of several accounts', [listed[0], { ...listed[1], registryId: '999999999999' }], '--registry-id'],
    ['not valid', [{ ecrRepositoryPrefix: 'Quay', upstreamRegistryUrl: 'quay.io' }], 'ecrRepositoryPrefix'],
  ])('refuses rules that are %s', async (_, content, message) => {
    const withSecret = JSON.stringify(content).replace(
      '"registry-1.docker.io"',
      `"registry-1.docker.io","credentialArn":"arn:aws:secretsmanager:us-east-1:999999999999:secret:ecr-pullthroughcache/hub-AbCdEf"`,
    );
    const outcome = await imageUri(['--rules', withSecret, 'quay.io/a']);
    expect(outcome).toMatchObject({ code: 252, stdout: '' });
    expect(outcome.stderr).toContain(message);
    expect(calls()).toEqual([]);
  });
});

describe('image-uri --registry-host', () => {
  it.each([
    [['--registry-id', account], cache, []],
    [['--rules', JSON.stringify(listed.slice(0, 1))], cache, []],
    [[], '210987654321.dkr.ecr.us-east-1.amazonaws.com', ['GetCallerIdentity']],
  ])('prints the host with %j', async (words, host, asked) => {
    expect(await imageUri(['--registry-host', ...words])).toEqual(printed(host));
    expect(calls()).toEqual(asked);
  });
});

describe('image-uri reports', () => {
  it('all images that no rule covers, and what the rules cover', async () => {
    expect(await imageUri(['gcr.io/x', 'nginx', 'ghcr.io/a/b:1', 'gcr.io/x'])).toEqual({
      code: 255,
      stdout: '',
      stderr:
        '\necr: [ERROR]: No pull through cache rule covers these images:\n  gcr.io/x\n  ghcr.io/a/b:1\n' +
        'The rules cover quay.io, registry-1.docker.io.\n',
    });
    rules = [];
    expect((await imageUri(['gcr.io/x'])).stderr).toBe(
      '\necr: [ERROR]: No pull through cache rule covers gcr.io/x.\nThe registry has no rules.\n',
    );
    expect((await imageUri(['quay.io', 'docker.io/a/b'])).stderr).toContain(
      '  quay.io (on Docker Hub)\n  docker.io/a/b\n',
    );
  });

  it('no image without a rule with --keep-unmatched', async () => {
    expect(await imageUri(['gcr.io/x', 'nginx', '--keep-unmatched'])).toEqual(
      printed('gcr.io/x', `${cache}/hub/library/nginx`),
    );
    rules = [];
    expect(await imageUri(['--keep-unmatched', 'nginx'])).toEqual(printed('nginx'));
  });

  it.each(['Nginx', 'nginx:', 'a//b', 'a@sha256:0123', ''])('%j before anything is sent', async (image) => {
    const outcome = await imageUri(['quay.io/a', image, 'Other', '--keep-unmatched']);
    expect(outcome).toMatchObject({ code: 252, stdout: '' });
    expect(outcome.stderr).toContain(`"${image}" is not an image reference`);
    expect(outcome.stderr).toContain('"Other" is not an image reference');
    expect(calls()).toEqual([]);
  });

  it.each([
    [[], 'the following arguments are required: image'],
    [['-', '-'], 'standard input (-) can be read only once'],
    [['--registry-host', 'nginx'], '--registry-host cannot be used with images'],
    [['nginx', '--registry-id', '12345678901'], 'twelve digits'],
    [['nginx', '--query', 'a'], '--query cannot be used with image-uri'],
    [['nginx', '--output', 'json'], '--output cannot be used with image-uri'],
    [['nginx', '--keep'], 'Unknown options: --keep'],
    [['--registry-ids', 'nginx'], 'Maybe you meant:\n\n  * --registry-id\n'],
  ])('%j as a wrong command line', async (words, message) => {
    const outcome = await imageUri(words);
    expect(outcome).toMatchObject({ code: 252, stdout: '' });
    expect(outcome.stderr).toContain(message);
    expect(calls()).toEqual([]);
  });

  it('missing credentials and Regions', async () => {
    expect(await imageUri(['nginx'], { environment: {} })).toMatchObject({ code: 253, stdout: '' });
    expect(await imageUri(['nginx'], { environment: { ...keys, AWS_REGION: '' } })).toMatchObject({
      code: 255,
      stdout: '',
    });
  });
});
