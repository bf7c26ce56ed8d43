import { afterEach, beforeEach, expect, it } from 'vitest';

import { RegistryServices } from '../../../../src/extensions/many-registries/registry-service.ts';
import { resolveTargets } from '../../../../src/extensions/many-registries/targets.ts';
import { operationByName } from '../../../../src/model/operations.ts';
import { startScriptedService, type ScriptedService } from '../../../support/scripted-service.ts';
import { testIo } from '../../../support/test-io.ts';

const minute = 60_000;
const describeRules = operationByName('DescribePullThroughCacheRules');
const throttledSts =
  '<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>';

let service: ScriptedService;
/** Which of the services throttles. */
let throttles: 'sts' | 'ecr';

beforeEach(async () => {
  service = await startScriptedService(({ operation }) => {
    if (operation === undefined) return { status: 400, body: throttledSts };
    return throttles === 'ecr' ? { status: 400, body: { __type: 'ThrottlingException' } } : {};
  });
});
afterEach(() => {
  service.close();
});

it.each(['ecr', 'sts'] as const)(
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
    const [target] = resolveTargets(options, {}, timed);
    if (target === undefined) throw new Error('There is no registry.');
    const listed = new RegistryServices('Role', timed).open(target).then(({ call }) => call(describeRules, {}));
    await expect(listed).rejects.toMatchObject({ code: throttling === 'sts' ? 'Throttling' : 'ThrottlingException' });
    expect(elapsed).toBeGreaterThanOrEqual(5 * minute);
    expect(elapsed).toBeLessThan(6 * minute);
  },
);
