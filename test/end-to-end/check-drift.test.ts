import path from 'node:path';

import { expect, it } from 'vitest';

import { startLocal } from '../support/local-endpoint.ts';
import { inWorkplace, quay, secretOf } from '../support/registries.ts';
import { ecr, root, run } from '../support/run.ts';

it('examples/check-drift.sh fails until the rules are applied', async () => {
  const local = await startLocal();
  await inWorkplace(local, [quay], async ({ ecr: call, environment, folder, write }) => {
    const regions = ['us-east-1', 'eu-west-1'];
    const check = (file = 'rules.json') =>
      run(
        path.join(root, 'examples', 'check-drift.sh'),
        [file, ...regions],
        { ...environment, AWS_PROFILE: 'one', ECR: `${process.execPath} ${ecr}` },
        folder,
      );
    const before = await check();
    expect(before).toMatchObject({ code: 2 });
    expect(before.stdout).toBe('us-east-1\tcreate quay\neu-west-1\tcreate quay\n');
    expect(before.stderr).toContain('The rules differ.');
    await call('apply', '--rules', 'file://rules.json', '--profile', 'one', '--regions', ...regions);
    expect(await check()).toMatchObject({ code: 0, stdout: 'us-east-1\t\neu-west-1\t\nNo drift.\n' });
    write([{ ...quay, upstreamRegistryUrl: 'ghcr.io', credentialArn: secretOf('ghcr-AbCdEf') }]);
    const conflict = await check();
    expect(conflict.code).toBe(2);
    expect(conflict.stderr).toMatch(/^us-east-1: quay: conflict: upstreamRegistryUrl is quay\.io; wanted: ghcr\.io/m);
    expect(await check('missing.json')).toMatchObject({ code: 252 });
    expect(await run(path.join(root, 'examples', 'check-drift.sh'), ['rules.json'], environment, folder)).toEqual({
      code: 252,
      stdout: '',
      stderr: 'Usage: check-drift.sh RULES REGION...\n',
    });
  }).finally(() => local.stop());
});
