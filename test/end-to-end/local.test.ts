import fs from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startLocal, type LocalEndpoint } from '../support/local-endpoint.ts';
import { ecr, ecrLocal, inScratch, node, officialCli, run, type Outcome } from '../support/run.ts';

const create = (prefix: string, url: string, ...more: string[]) => [
  'create-pull-through-cache-rule',
  '--ecr-repository-prefix',
  prefix,
  '--upstream-registry-url',
  url,
  ...more,
];

const secretInParis = 'arn:aws:secretsmanager:eu-west-3:111122223333:secret:ecr-pullthroughcache/hub-AbCdEf';

describe('ecr against ecr-local', () => {
  let local: LocalEndpoint;
  const call = (...words: string[]): Promise<Outcome> => run(process.execPath, [ecr, ...words], local.environment);

  beforeAll(async () => {
    local = await startLocal('--account', '111122223333');
  });
  afterAll(() => local.stop());

  it('creates a rule and describes it', async () => {
    const created = await call(...create('quay', 'quay.io', '--upstream-registry', 'quay'));
    expect(created).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(created.stdout)).toMatchObject({
      ecrRepositoryPrefix: 'quay',
      registryId: '111122223333',
    });
    expect(created.stdout).not.toContain('upstreamRepositoryPrefix');

    const described = await call('describe-pull-through-cache-rules', '--ecr-repository-prefixes', 'quay');
    const rule: unknown = JSON.parse(created.stdout);
    expect(JSON.parse(described.stdout)).toMatchObject({ pullThroughCacheRules: [rule] });
  });

  it.each([
    [create('quay', 'quay.io'), 'PullThroughCacheRuleAlreadyExistsException'],
    [create('hub', 'registry-1.docker.io'), 'UnsupportedUpstreamRegistryException'],
    [create('other', 'registry.example.com'), 'UnsupportedUpstreamRegistryException'],
    [create('Not-Fit', 'quay.io'), 'InvalidParameterException'],
    [create('quay/', 'quay.io'), 'PullThroughCacheRuleAlreadyExistsException'],
    [create('role', 'quay.io', '--custom-role-arn', 'hello'), 'InvalidParameterException'],
    [create('hub', 'registry-1.docker.io', '--credential-arn', secretInParis), 'SecretNotFoundException'],
    [create('ROOT', 'quay.io', '--upstream-repository-prefix', 'team'), 'InvalidParameterException'],
    [create('other', '999999999999.dkr.ecr.eu-west-1.amazonaws.com'), 'InvalidParameterException'],
    [['update-pull-through-cache-rule', '--ecr-repository-prefix', 'quay'], 'InvalidParameterException'],
    [
      ['describe-pull-through-cache-rules', '--ecr-repository-prefixes', 'none'],
      'PullThroughCacheRuleNotFoundException',
    ],
  ])('refuses %j with %s', async (words, code) => {
    // The tool's own checks are switched off, because they refuse some of these commands.
    await inScratch(async (folder) => {
      const config = path.join(folder, 'config');
      fs.writeFileSync(config, '[default]\nparameter_validation = false\n');
      const outcome = await run(process.execPath, [ecr, ...words], { ...local.environment, AWS_CONFIG_FILE: config });
      expect(outcome.code).toBe(254);
      expect(outcome.stderr).toContain(`An error occurred (${code}) when calling the `);
    });
  });

  it('keeps a registry for each Region and account', async () => {
    await call(...create('apart', 'quay.io', '--region', 'eu-west-1'));
    const elsewhere = await call('describe-pull-through-cache-rules', '--region', 'eu-west-1');
    expect(JSON.parse(elsewhere.stdout)).toMatchObject({ pullThroughCacheRules: [{ ecrRepositoryPrefix: 'apart' }] });
    const other = await call(
      'describe-pull-through-cache-rules',
      '--region',
      'eu-west-1',
      '--registry-id',
      '999999999999',
    );
    expect(JSON.parse(other.stdout)).toEqual({ pullThroughCacheRules: [] });
  });

  it('says what to do about a signature without a Region', async () => {
    const outcome = await run(process.execPath, [ecr, 'describe-pull-through-cache-rules'], {
      ...local.environment,
      AWS_REGION: '',
    });
    expect(outcome.code).toBe(254);
    expect(outcome.stderr).toContain('The request is signed without a Region. Set AWS_REGION');
  });

  it('refuses requests without a signature', async () => {
    const outcome = await call('describe-pull-through-cache-rules', '--no-sign-request');
    expect(outcome.stderr).toContain('(MissingAuthenticationTokenException)');
  });

  it.skipIf(officialCli === undefined)('serves the official AWS CLI with the same outcome', async () => {
    const aws = (...words: string[]) => run(officialCli ?? '', ['ecr', ...words], local.environment);
    const created = await aws(...create('official', 'quay.io'));
    expect(created).toMatchObject({ code: 0, stderr: '' });
    const words = ['describe-pull-through-cache-rules', '--ecr-repository-prefixes', 'official'];
    expect(await aws(...words)).toEqual(await call(...words));
    const again = create('official', 'quay.io');
    expect((await aws(...again)).stderr.replaceAll('aws: ', 'ecr: ')).toBe((await call(...again)).stderr);
  });

  it.skipIf(officialCli === undefined)(
    'pages as the official AWS CLI does, and the tokens of one work in the other',
    async () => {
      const region = ['--region', 'ap-south-1'];
      for (const prefix of ['p1', 'p2', 'p3', 'p4', 'p5']) await call(...create(prefix, 'quay.io', ...region));
      const describeRules = (...words: string[]) => [
        'describe-pull-through-cache-rules',
        '--page-size',
        '2',
        ...region,
        ...words,
      ];
      const aws = (...words: string[]) => run(officialCli ?? '', ['ecr', ...words], local.environment);

      for (const output of ['json', 'text', 'table', 'yaml', 'yaml-stream']) {
        for (const words of [
          describeRules('--output', output),
          describeRules('--output', output, '--max-items', '3'),
        ]) {
          expect(await call(...words)).toEqual(await aws(...words));
        }
      }
      const token = (
        await call(...describeRules('--max-items', '3', '--query', 'NextToken', '--output', 'json'))
      ).stdout
        .trim()
        .replaceAll('"', '');
      const rest = describeRules(
        '--starting-token',
        token,
        '--query',
        'pullThroughCacheRules[].ecrRepositoryPrefix',
        '--output',
        'text',
      );
      expect((await call(...rest)).stdout).toBe('p4\np5\n');
      expect(await aws(...rest)).toEqual(await call(...rest));
    },
  );
});

describe('ecr-local -- COMMAND', () => {
  it('runs the command with the endpoint set and exits with its exit code', async () => {
    const outcome = await node(ecrLocal, '--', 'sh', '-c', 'echo "$AWS_ENDPOINT_URL_ECR $AWS_REGION"; exit 7');
    expect(outcome.code).toBe(7);
    expect(outcome.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+ us-east-1\n$/);
  });

  it('reports a command that does not exist', async () => {
    expect(await node(ecrLocal, '--', 'no-such-command')).toMatchObject({
      code: 127,
      stderr: 'ecr-local: no-such-command: command not found\n',
    });
  });

  it.each([[['--port', 'x']], [['--account', '1']], [['--nope']]])('refuses %j', async (words) => {
    const outcome = await node(ecrLocal, ...words);
    expect(outcome.code).toBe(252);
    expect(outcome.stderr).toMatch(/^error: .*\n$/);
  });

  it.each([['help'], ['--help'], ['-h']])('shows its help for %s', async (word) => {
    const outcome = await node(ecrLocal, word);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toMatch(/^Usage: ecr-local \[options\] \[-- COMMAND \[ARG\.\.\.\]\]\n/);
  });

  it('says that its port is in use', async () => {
    const local = await startLocal();
    const port = new URL(local.url).port;
    const outcome = await node(ecrLocal, '--port', port);
    await local.stop();
    expect(outcome).toEqual({
      code: 255,
      stdout: '',
      stderr: `ecr-local: Port ${port} is in use. Choose another one with --port.\n`,
    });
  });
});
