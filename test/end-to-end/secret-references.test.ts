import { describe, expect, it } from 'vitest';

import { pipe, piped, profiles, secretsOf, start } from '../support/put-secret.ts';
import { inRegistries, registriesOf } from '../support/registries.ts';

describe('${SecretArn:NAME} in a rules file', () => {
  const rules = [
    { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' },
    {
      ecrRepositoryPrefix: 'hub',
      upstreamRegistryUrl: 'registry-1.docker.io',
      credentialArn: '${SecretArn:docker-hub}',
    },
    {
      ecrRepositoryPrefix: 'mirror',
      upstreamRegistryUrl: 'registry-1.docker.io',
      credentialArn: '${SecretArn:docker-hub}',
    },
  ];

  it('is the ARN of the secret of each account, looked up once a registry', async () => {
    await inRegistries(rules, async (workplace) => {
      const file = ['--rules', 'file://rules.json', ...profiles, '--regions', 'us-east-1'];
      const before = await workplace.ecr('plan', ...file);
      expect(before.code).toBe(255);
      for (const registry of registriesOf(before)) {
        expect(registry.error).toBeUndefined();
        expect(registry.rules.map(({ error }) => error?.code)).toEqual([undefined, 'SecretNotFound', 'SecretNotFound']);
      }
      expect(before.stderr).toContain(
        'one/us-east-1: hub: SecretNotFound: There is no secret ecr-pullthroughcache/docker-hub. Create it with: ' +
          'ecr put-upstream-secret --upstream-registry docker-hub --username <name>',
      );
      const partly = await workplace.ecr('apply', ...file);
      expect(partly.code).toBe(255);
      expect(partly.stderr).toMatch(/\n2 registries: 2 created, 4 failed\n$/);

      const secrets = secretsOf(await pipe(start(workplace, [...piped, ...profiles, '--regions', 'us-east-1'])));
      const arns = secrets.map(({ arn }) => arn);
      expect(new Set(arns).size).toBe(2);

      const planned = await workplace.ecr('plan', ...file, '--debug');
      expect(planned.code).toBe(0);
      expect(planned.stderr.match(/x-amz-target: secretsmanager\.DescribeSecret/gi)).toHaveLength(2);
      const applied = await workplace.ecr('apply', ...file);
      expect(applied).toMatchObject({ code: 0, stderr: '2 registries: 4 created, 2 unchanged\n' });
      for (const [index, profile] of ['one', 'two'].entries()) {
        const listed = await workplace.ecr(
          'describe-pull-through-cache-rules',
          ...['--profile', profile, '--region', 'us-east-1', '--output', 'text'],
          ...['--query', 'pullThroughCacheRules[].credentialArn'],
        );
        expect(listed.stdout).toBe(`${String(arns[index])}\t${String(arns[index])}\n`);
      }
      const again = await workplace.ecr('plan', ...file, '--detailed-exitcode');
      expect(again).toMatchObject({ code: 0, stderr: '2 registries: 6 unchanged\n' });
    });
  });

  it('needs no Secrets Manager where no rule has it', async () => {
    await inRegistries(rules.slice(0, 1), async ({ ecr: call }) => {
      const planned = await call('plan', '--rules', 'file://rules.json', ...profiles, '--debug');
      expect(planned).toMatchObject({ code: 0 });
      expect(planned.stderr).not.toContain('secretsmanager');
    });
  });
});
