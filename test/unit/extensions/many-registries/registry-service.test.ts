import fs from 'node:fs';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { resolveRegistries } from '../../../../src/extensions/many-registries/named-registries.ts';
import { RegistryServices } from '../../../../src/extensions/many-registries/registry-service.ts';
import { operationByName } from '../../../../src/model/operations.ts';
import type { GlobalOptions } from '../../../../src/model/option-values.ts';
import { describeSecret } from '../../../../src/model/secrets-manager.ts';
import { createAuthority } from '../../../support/certificates.ts';
import { type ScriptedService, startScriptedService } from '../../../support/scripted-service.ts';
import { testIo } from '../../../support/test-io.ts';

const minute = 60_000;
const describeRules = operationByName('DescribePullThroughCacheRules');
const throttledSts =
  '<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>';

let service: ScriptedService;
/** Which of the services throttles. */
let throttles: 'sts' | 'ecr' | 'secretsmanager';

beforeEach(async () => {
  service = await startScriptedService(({ operation }) => {
    if (operation === undefined) return { status: 400, body: throttledSts };
    return throttles === 'sts' ? {} : { status: 400, body: { __type: 'ThrottlingException' } };
  });
});
afterEach(() => {
  service.close();
});

it.each(['ecr', 'sts', 'secretsmanager'] as const)(
  'a call that is throttled by %s is tried again for five minutes',
  async (throttling) => {
    throttles = throttling;
    const keys = {
      AWS_ACCESS_KEY_ID: 'AKID',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_REGION: 'us-east-1',
      AWS_MAX_ATTEMPTS: '1',
    };
    const io = testIo({ ...keys, AWS_ENDPOINT_URL: service.url });
    const start = io.now().getTime();
    let elapsed = 0;
    const timed = {
      ...io,
      now: () => new Date(start + elapsed),
      sleep: (milliseconds: number) => Promise.resolve(void (elapsed += milliseconds)),
    };
    const options = {
      regions: undefined,
      profiles: undefined,
      accounts: throttling === 'sts' ? ['111111111111'] : undefined,
    };
    const [registry] = await resolveRegistries(options, {}, timed);
    if (registry === undefined) throw new Error('There is no registry.');
    const services = new RegistryServices('Role', timed);
    const called =
      throttling === 'secretsmanager'
        ? services.openSecrets(registry).then(({ call }) => call(describeSecret, { SecretId: 'name' }))
        : services.open(registry).then(({ call }) => call(describeRules, {}));
    await expect(called).rejects.toMatchObject({ code: throttling === 'sts' ? 'Throttling' : 'ThrottlingException' });
    expect(elapsed).toBeGreaterThanOrEqual(5 * minute);
    expect(elapsed).toBeLessThan(6 * minute);
  },
);

describe('registries over HTTPS', () => {
  const issued =
    '<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>s</SecretAccessKey></Credentials></AssumeRoleResult></AssumeRoleResponse>';
  const regions = ['us-east-1', 'us-east-2'];

  /** Calls the service in two Regions of two accounts. */
  async function callBoth(globals: GlobalOptions) {
    const authority = createAuthority();
    const secure = await startScriptedService(
      ({ operation }) => ({ body: operation === undefined ? issued : {} }),
      authority.issue(),
    );
    const { bundle } = authority;
    const keys = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 's' };
    const environment = { ...keys, AWS_CA_BUNDLE: bundle, AWS_ENDPOINT_URL: secure.url };
    const io = testIo(environment, { [bundle]: fs.readFileSync(bundle) });
    const files = { ...io.files, read: vi.fn((path: string) => io.files.read(path)) };
    const options = { regions, profiles: undefined, accounts: ['111111111111', '222222222222'] };
    const services = new RegistryServices('Role', { ...io, files });
    for (const registry of await resolveRegistries(options, globals, io)) {
      const service = await services.open(registry);
      await service.call(describeRules, {});
      service.close();
    }
    secure.close();
    authority.remove();
    const reads = files.read.mock.calls.filter(([path]) => path === bundle);
    return { reads, requests: secure.requests, warnings: io.err() };
  }

  it('read the CA bundle once for ECR and STS', async () => {
    const { reads, requests } = await callBoth({});
    expect(requests.map(({ operation }) => operation ?? 'AssumeRole')).toEqual([
      ...['AssumeRole', 'DescribePullThroughCacheRules', 'DescribePullThroughCacheRules'],
      ...['AssumeRole', 'DescribePullThroughCacheRules', 'DescribePullThroughCacheRules'],
    ]);
    expect(reads).toHaveLength(1);
  });

  it('get one warning with --no-verify-ssl', async () => {
    const { warnings } = await callBoth({ verifySsl: false });
    expect(warnings.match(/Unverified HTTPS request/g)).toHaveLength(1);
  });
});
