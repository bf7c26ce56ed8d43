import fs from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startLocal, type LocalEndpoint } from '../support/local-endpoint.ts';
import { ecr, ecrLocal, inScratch, node, officialCli, programs, run, type Outcome } from '../support/run.ts';

const config = `[profile tooling]
aws_access_key_id = 111111111111
aws_secret_access_key = secret
[profile production]
role_arn = arn:aws:iam::222222222222:role/deploy/Registry
role_session_name = here
source_profile = tooling
[profile user]
role_arn = arn:aws:iam::222222222222:user/deploy
source_profile = tooling
`;

const rules = [
  'describe-pull-through-cache-rules',
  '--query',
  'pullThroughCacheRules[].[registryId,ecrRepositoryPrefix]',
];
const create = (prefix: string) => [
  'create-pull-through-cache-rule',
  '--ecr-repository-prefix',
  prefix,
  '--upstream-registry-url',
  'quay.io',
];

let local: LocalEndpoint;
beforeAll(async () => {
  local = await startLocal('--account', '999999999999');
});
afterAll(() => local.stop());

/** Runs a program against the endpoint with the profiles above, in an empty home folder. */
function inProfiles(program: readonly string[], words: readonly string[]): Promise<Outcome> {
  return inScratch(async (home) => {
    fs.mkdirSync(path.join(home, '.aws'));
    fs.writeFileSync(path.join(home, '.aws', 'config'), config);
    const [executable = '', ...first] = program;
    return run(executable, [...first, ...words], { ...local.environment, HOME: home });
  });
}

describe('accounts in ecr-local', () => {
  const call = (...words: string[]) => inProfiles([process.execPath, ecr], words);

  it('have one registry each: for keys, for roles and by default', async () => {
    expect(await call(...create('tooling'), '--profile', 'tooling')).toMatchObject({ code: 0, stderr: '' });
    expect(await call(...create('production'), '--profile', 'production')).toMatchObject({ code: 0, stderr: '' });
    expect(await call(...create('default'))).toMatchObject({ code: 0, stderr: '' });
    const registry = async (...words: string[]) => (await call(...rules, '--output', 'text', ...words)).stdout;
    expect(await registry('--profile', 'tooling')).toBe('111111111111\ttooling\n');
    expect(await registry('--profile', 'production')).toBe('222222222222\tproduction\n');
    expect(await registry()).toBe('999999999999\tdefault\n');
    expect(await registry('--profile', 'tooling', '--region', 'ap-south-1')).toBe('');
  });

  it.each(programs.filter(({ isThere }) => isThere))(
    'refuse to assume an ARN that is not a role: $tool',
    async ({ command }) => {
      const outcome = await inProfiles(command, [...rules, '--profile', 'user']);
      expect(outcome.code).toBe(254);
      expect(outcome.stderr).toContain(
        'An error occurred (ValidationError) when calling the AssumeRole operation: arn:aws:iam::222222222222:user/deploy is invalid',
      );
    },
  );
});

describe.skipIf(officialCli === undefined)('the official AWS CLI with ecr-local', () => {
  const aws = (...words: string[]) => inProfiles([officialCli ?? ''], [...words, '--output', 'text']);

  it("creates a rule in the registry of a role's account", async () => {
    const region = ['--region', 'eu-west-2'];
    const created = await aws('ecr', ...create('official'), ...region, '--profile', 'production');
    expect(created).toMatchObject({ code: 0, stderr: '' });
    const { stdout } = await inProfiles(
      [process.execPath, ecr],
      [...rules, ...region, '--output', 'text', '--profile', 'production'],
    );
    expect(stdout).toBe('222222222222\tofficial\n');
  });

  it('returns the identity of a key and of an assumed role', async () => {
    const identity = async (...words: string[]) =>
      (await aws('sts', 'get-caller-identity', ...words)).stdout.trim().split('\t');
    expect(await identity('--profile', 'tooling', '--region', 'cn-north-1')).toEqual([
      '111111111111',
      'arn:aws-cn:iam::111111111111:user/ecr-local',
      expect.stringMatching(/^AIDA/),
    ]);
    expect(await identity('--profile', 'production')).toEqual([
      '222222222222',
      'arn:aws:sts::222222222222:assumed-role/Registry/here',
      expect.stringMatching(/^AROA.*:here$/),
    ]);
  });
});

describe('ecr-local -- COMMAND', () => {
  it('sets the endpoint of STS as well', async () => {
    const outcome = await node(
      ecrLocal,
      '--',
      'sh',
      '-c',
      'echo "$AWS_ENDPOINT_URL_STS"; test "$AWS_ENDPOINT_URL_STS" = "$AWS_ENDPOINT_URL_ECR"',
    );
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
  });

  it('lets a command assume a role', async () => {
    await inScratch(async (home) => {
      fs.mkdirSync(path.join(home, '.aws'));
      const profile = '[profile p]\nrole_arn = arn:aws:iam::333333333333:role/R\ncredential_source = Environment\n';
      fs.writeFileSync(path.join(home, '.aws', 'config'), profile);
      const outcome = await run(
        process.execPath,
        [ecrLocal, '--', process.execPath, ecr, ...create('quay'), '--profile', 'p', '--query', 'registryId'],
        { HOME: home },
      );
      expect(outcome).toEqual({ code: 0, stdout: '"333333333333"\n', stderr: '' });
    });
  });
});

describe('ecr-local --state', () => {
  it('keeps the registries of all accounts across restarts', async () => {
    await inScratch(async (folder) => {
      const state = path.join(folder, 'rules.json');
      const accounts = ['111111111111', '222222222222'];
      const as = (endpoint: LocalEndpoint, account: string, ...words: string[]) =>
        run(process.execPath, [ecr, ...words], { ...endpoint.environment, AWS_ACCESS_KEY_ID: account });
      const first = await startLocal('--state', state);
      for (const account of accounts) await as(first, account, ...create(`of-${account}`));
      await first.stop('SIGKILL');
      const second = await startLocal('--state', state);
      for (const account of accounts) {
        const { stdout } = await as(second, account, ...rules, '--output', 'text');
        expect(stdout).toBe(`${account}\tof-${account}\n`);
      }
      await second.stop();
    });
  });
});
