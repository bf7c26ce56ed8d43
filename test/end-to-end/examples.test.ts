import path from 'node:path';

import { expect, it } from 'vitest';

import { startLocal } from '../support/local-endpoint.ts';
import { ecr, root, run } from '../support/run.ts';

const secret = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/${name}`;
const script = path.join(root, 'examples', 'ensure-rules.sh');

it('examples/ensure-rules.sh brings three Regions to the same state on every run', async () => {
  const local = await startLocal();
  const environment = { ...local.environment, ECR: `${process.execPath} ${ecr}`, GHCR_SECRET: secret('ghcr-AbCdEf') };
  const ensure = (dockerHub: string, more: Readonly<Record<string, string>> = {}) =>
    run(script, [], { ...environment, DOCKER_HUB_SECRET: secret(dockerHub), ...more });
  const rules = async (region: string) => {
    const query = 'pullThroughCacheRules[].[ecrRepositoryPrefix, upstreamRegistryUrl, credentialArn]';
    const { stdout } = await run(
      process.execPath,
      [ecr, 'describe-pull-through-cache-rules', '--region', region, '--query', query, '--output', 'text'],
      environment,
    );
    return stdout;
  };
  const expected = (region: string, dockerHub: string) =>
    `docker-hub\tregistry-1.docker.io\t${secret(dockerHub).replace('us-east-1', region)}\n` +
    `ghcr\tghcr.io\t${secret('ghcr-AbCdEf').replace('us-east-1', region)}\nquay\tquay.io\tNone\necr-public\tpublic.ecr.aws\tNone\n`;

  // Without rules, again with the same rules, and with another secret.
  for (const dockerHub of ['hub-AbCdEf', 'hub-AbCdEf', 'new-AbCdEf']) {
    expect(await ensure(dockerHub)).toMatchObject({ code: 0, stderr: '' });
    for (const region of ['eu-central-1', 'us-east-1', 'ap-southeast-1'])
      expect(await rules(region)).toBe(expected(region, dockerHub));
  }

  // A conflicting rule is reported, and the other rules are still created.
  const other = { REGIONS: 'eu-north-1' };
  await run(
    process.execPath,
    [
      ecr,
      'create-pull-through-cache-rule',
      '--region',
      'eu-north-1',
      '--ecr-repository-prefix',
      'quay',
      '--upstream-registry-url',
      'registry.k8s.io',
    ],
    environment,
  );
  const outcome = await ensure('hub-AbCdEf', other);
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toBe(
    '\necr: [ERROR]: The rule exists and differs in members that cannot be changed:\nupstreamRegistryUrl is registry.k8s.io; wanted: quay.io\nNothing was changed.\n' +
      'eu-north-1: the rule quay is not as it should be\n',
  );
  expect(await rules('eu-north-1')).toContain('ecr-public\t');
  await local.stop();

  expect((await run(script, [], { GHCR_SECRET: secret('ghcr-AbCdEf') })).stderr).toContain(
    'DOCKER_HUB_SECRET: is missing',
  );
});
