import { describe, expect, it } from 'vitest';

import { startLocal } from '../support/local-endpoint.ts';
import { actionsOf, hub, inRegistries, inWorkplace, quay, registriesOf } from '../support/registries.ts';
import { ecr, run, type Outcome } from '../support/run.ts';
import { startScriptedService } from '../support/scripted-service.ts';
import { hasTerminal, Terminal } from '../support/terminal.ts';

const rules = ['--rules', 'file://rules.json'];
const profiles = ['--profiles', 'one', 'two'];
const regions = ['--regions', 'us-east-1', 'ap-south-1'];

const lastLine = ({ stderr }: Outcome) => stderr.trimEnd().split('\n').at(-1);

describe('--prune', () => {
  const both = [quay, { ecrRepositoryPrefix: 'k8s', upstreamRegistryUrl: 'registry.k8s.io' }];

  it('deletes rules that are not in the file, with --yes, and nothing without --prune', async () => {
    await inRegistries(both, async ({ ecr: call, write }) => {
      await call('apply', ...rules, ...profiles);
      write([quay]);
      expect(actionsOf(await call('apply', ...rules, ...profiles))).toEqual(['none', 'none']);
      expect(actionsOf(await call('plan', ...rules, ...profiles, '--prune'))).toEqual([
        'none',
        'delete',
        'none',
        'delete',
      ]);
      const refused = await call('apply', ...rules, ...profiles, '--prune');
      expect(refused).toMatchObject({ code: 252, stdout: '' });
      expect(refused.stderr).toContain('it needs --yes');
      const applied = await call('apply', ...rules, ...profiles, '--prune', '--yes');
      expect(applied.code).toBe(0);
      expect(lastLine(applied)).toBe('2 registries: 2 deleted, 2 unchanged');
    });
  });

  it('replaces the rules of a full registry in one run', async () => {
    const full = Array.from({ length: 50 }, (_, index) => ({ ...quay, ecrRepositoryPrefix: `old${String(index)}` }));
    await inRegistries(full, async ({ ecr: call, write }) => {
      await call('apply', ...rules, '--profiles', 'one', '--output', 'off');
      write([...full.slice(2), ...both]);
      const pruned = await call('apply', ...rules, '--profiles', 'one', '--prune', '--yes', '--output', 'off');
      expect(pruned).toMatchObject({ code: 0, stderr: '1 registry: 2 created, 2 deleted, 48 unchanged\n' });
      write(full.slice(0, 1));
      const planned = await call('plan', ...rules, '--profiles', 'one', '--output', 'off');
      expect(planned.stderr).toBe(
        'one/eu-west-1: the plan ends with 51 rules, but a registry holds 50 at most\n1 registry: 1 to create\n',
      );
    });
  });

  it.skipIf(!hasTerminal)('asks for confirmation once on a terminal, and changes nothing without it', async () => {
    await inRegistries(both, async ({ ecr: call, write, folder, environment }) => {
      await call('apply', ...rules, ...profiles);
      write([quay, { ...quay, ecrRepositoryPrefix: 'new' }]);
      const command = `cd ${folder}; ${process.execPath} ${ecr} apply ${[...rules, ...profiles].join(' ')} --prune --query 'registries[].rules[].done'`;
      for (const reply of ['n', 'y']) {
        const terminal = new Terminal(command, environment);
        try {
          const question = await terminal.shows('Apply all changes? [y/N]');
          expect(question).toMatch(/Rules to create:\n {2}one\/eu-west-1 {2}new\n {2}two\/eu-west-2 {2}new/);
          expect(question).toMatch(/Rules to delete.*:\n {2}one\/eu-west-1 {2}k8s\n {2}two\/eu-west-2 {2}k8s/);
          terminal.type(reply, 'Enter');
          await terminal.shows(reply === 'n' ? 'ended with 255' : 'ended with 0');
          expect(terminal.screen()).toContain(reply === 'n' ? 'Nothing was changed.' : '2 created');
        } finally {
          terminal.close();
        }
        const planned = actionsOf(await call('plan', ...rules, ...profiles, '--prune'));
        const before = ['none', 'create', 'delete', 'none', 'create', 'delete'];
        expect(planned).toEqual(reply === 'n' ? before : ['none', 'none', 'none', 'none']);
      }
    });
  });
});

describe('the table', () => {
  const k8s = { ecrRepositoryPrefix: 'k8s', upstreamRegistryUrl: 'registry.k8s.io' };

  it('has the changes only, and is not drawn without any', async () => {
    await inRegistries([quay, k8s], async ({ ecr: call, write }) => {
      await call('apply', ...rules, '--profiles', 'one');
      const unchanged = await call('plan', ...rules, '--profiles', 'one', '--output', 'table');
      expect(unchanged).toMatchObject({ stdout: '', stderr: '1 registry: 2 unchanged\n' });
      write([quay, { ...k8s, ecrRepositoryPrefix: 'new' }]);
      const planned = await call('plan', ...rules, '--profiles', 'one', '--output', 'table');
      expect(planned.stdout).toMatch(/registry +\| +prefix +\| +action +\| +result/);
      expect(planned.stdout).toContain('|  new ');
      expect(planned.stdout).not.toContain('quay');
    });
  });

  it.skipIf(!hasTerminal)('is the default on a terminal, and as wide as that', async () => {
    await inRegistries([{ ...quay, ecrRepositoryPrefix: 'q'.repeat(30) }], async ({ folder, environment }) => {
      const terminal = new Terminal(
        `cd ${folder}; ${process.execPath} ${ecr} plan ${[...rules, ...profiles].join(' ')}`,
        environment,
        { width: 60 },
      );
      try {
        const screen = await terminal.shows('ended with 0');
        expect(screen).toMatch(/^\+(?:-+\+){4}$/m);
        expect(screen).toMatch(/^\| {2}two\/eu-west-2 *\| {2}q+ *\| {2}create *\| *\|$/m);
        expect(screen).toContain('2 registries: 2 to create');
      } finally {
        terminal.close();
      }
    });
  });
});

describe('progress', () => {
  it.skipIf(!hasTerminal)('is shown on a terminal and erased at the end', async () => {
    const slow = await startLocal('--latency', '150');
    const shown = inWorkplace(slow, [quay], async ({ folder, environment }) => {
      const terminal = new Terminal(
        `cd ${folder}; ${process.execPath} ${ecr} apply ${[...rules, ...profiles, ...regions].join(' ')} --concurrency 1 --query 'length(registries)'`,
        environment,
      );
      try {
        await terminal.shows(/#.* [1-3] of 4 registries, 0 failed, .* left/);
        const screen = await terminal.shows('ended with 0');
        expect(screen).toContain('4 created');
        expect(screen).not.toContain('of 4 registries,');
      } finally {
        terminal.close();
      }
    });
    await shown.finally(() => slow.stop());
  });
});

describe('a prefix whose final slash differs from that in the registry', () => {
  const role = 'arn:aws:iam::111111111111:role/r';
  const list = [
    ...['describe-pull-through-cache-rules', '--profile', 'one'],
    ...['--query', 'pullThroughCacheRules[].ecrRepositoryPrefix', '--output', 'text'],
  ];

  it.each([
    ['docker-hub', 'docker-hub/'],
    ['docker-hub/', 'docker-hub'],
  ])('is that of the same rule: %s and %s', async (spelling, given) => {
    const rule = { ...hub(), ecrRepositoryPrefix: spelling };
    await inRegistries([rule], async ({ ecr: call, write }) => {
      const one = ['--profiles', 'one'];
      await call('apply', ...rules, ...one);
      write([{ ...rule, ecrRepositoryPrefix: given }]);
      expect(actionsOf(await call('plan', ...rules, ...one))).toEqual(['none']);

      write([{ ...rule, ecrRepositoryPrefix: given, customRoleArn: role }]);
      const applied = await call('apply', ...rules, ...one, '--validate');
      expect(registriesOf(applied)[0]?.rules).toMatchObject([
        { ecrRepositoryPrefix: spelling, action: 'update', done: true, valid: true },
      ]);
      expect(actionsOf(await call('apply', ...rules, ...one))).toEqual(['none']);

      const other = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:ecr-pullthroughcache/other-AbCdEf';
      const created = await call(
        ...['create-pull-through-cache-rule', '--profile', 'one', '--ecr-repository-prefix', given],
        ...['--upstream-registry-url', 'registry-1.docker.io', '--if-exists', 'update', '--credential-arn', other],
      );
      expect(JSON.parse(created.stdout)).toMatchObject({ ecrRepositoryPrefix: spelling, credentialArn: other });
      expect((await call(...list)).stdout).toBe(`${spelling}\n`);
      write([quay]);
      expect(actionsOf(await call('apply', ...rules, ...one, '--prune', '--yes'))).toEqual(['create', 'delete']);
      expect((await call(...list)).stdout).toBe('quay\n');
    });
  });
});

it('says that a rule may have been created whose response was lost', async () => {
  const service = await startScriptedService(({ operation }) =>
    operation === 'DescribePullThroughCacheRules' ? { body: { pullThroughCacheRules: [] } } : { close: true },
  );
  const other = { ...quay, ecrRepositoryPrefix: 'other' };
  const outcome = await run(process.execPath, [ecr, 'apply', '--rules', JSON.stringify([quay, other])], {
    AWS_ACCESS_KEY_ID: 'AKID',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_REGION: 'us-east-1',
    AWS_MAX_ATTEMPTS: '1',
    AWS_ENDPOINT_URL: service.url,
  });
  service.close();
  const lost = `Connection was closed before we received a valid response from endpoint URL: "${service.url}/".`;
  const note = 'The rule may have been created by this command.';
  expect(registriesOf(outcome).flatMap(({ rules: results }) => results)).toMatchObject([
    { done: false, error: { code: 'NetworkError', message: `${lost}\n${note}` } },
    { done: false, error: { code: 'NetworkError', message: lost } },
  ]);
  expect(outcome.stderr).toBe(
    `us-east-1: quay: NetworkError: ${lost} ${note}\n` +
      `us-east-1: other: NetworkError: ${lost}\n` +
      '1 registry: 2 failed\n',
  );
});
