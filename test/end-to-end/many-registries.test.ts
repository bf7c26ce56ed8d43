import fs from 'node:fs';
import path from 'node:path';
import { spawn } from 'node:child_process';
import type { ServerResponse } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startLocal, type LocalEndpoint } from '../support/local-endpoint.ts';
import {
  actionsOf,
  hub,
  inRegistries,
  inWorkplace,
  quay,
  registriesOf,
  secretOf,
  type PrintedRegistry,
} from '../support/registries.ts';
import { bareEnvironment, ecr, finished, type Outcome } from '../support/run.ts';
import { startScriptedService } from '../support/scripted-service.ts';

const rules = ['--rules', 'file://rules.json'];
const profiles = ['--profiles', 'one', 'two'];
const regions = ['--regions', 'us-east-1', 'ap-south-1'];

const lastLine = ({ stderr }: Outcome) => stderr.trimEnd().split('\n').at(-1);
const namesOf = (registries: readonly PrintedRegistry[]) =>
  registries.map(({ profile, account, region, registryId }) => [account ?? profile, region, registryId]);

let local: LocalEndpoint;
beforeAll(async () => {
  local = await startLocal();
});
afterAll(() => local.stop());

describe('plan and apply', () => {
  it('bring four registries to the state of the file, and then change nothing', async () => {
    await inRegistries([quay, hub()], async ({ ecr: call, write }) => {
      const planned = await call('plan', ...rules, ...profiles, ...regions, '--detailed-exitcode');
      expect(planned.code).toBe(2);
      expect(planned.stderr).toBe('4 registries: 8 to create\n');
      expect(namesOf(registriesOf(planned))).toEqual([
        ['one', 'us-east-1', '111111111111'],
        ['one', 'ap-south-1', '111111111111'],
        ['two', 'us-east-1', '222222222222'],
        ['two', 'ap-south-1', '222222222222'],
      ]);
      expect(actionsOf(planned)).toEqual(Array.from({ length: 8 }, () => 'create'));

      const applied = await call('apply', ...rules, ...profiles, ...regions);
      expect(applied.code).toBe(0);
      expect(applied.stderr).toBe('4 registries: 8 created\n');
      expect(registriesOf(applied).flatMap((one) => one.rules.map(({ done }) => done))).not.toContain(false);

      const again = await call('plan', ...rules, ...profiles, ...regions, '--detailed-exitcode');
      expect(again).toMatchObject({ code: 0 });
      expect(actionsOf(again)).toEqual(Array.from({ length: 8 }, () => 'none'));

      write([quay, hub('new-AbCdEf')]);
      const changed = await call('plan', ...rules, ...profiles, ...regions, '--detailed-exitcode');
      expect(changed.code).toBe(2);
      expect(registriesOf(changed)[3]?.rules[1]).toEqual({
        ecrRepositoryPrefix: 'hub',
        action: 'update',
        differences: [
          {
            member: 'credentialArn',
            actual: 'arn:aws:secretsmanager:ap-south-1:222222222222:secret:ecr-pullthroughcache/hub-AbCdEf',
            wanted: 'arn:aws:secretsmanager:ap-south-1:222222222222:secret:ecr-pullthroughcache/new-AbCdEf',
          },
        ],
      });
      expect(lastLine(await call('apply', ...rules, ...profiles, ...regions))).toBe(
        '4 registries: 4 updated, 4 unchanged',
      );
    });
  });

  it('assume a role in each account, and cache it for the next run', async () => {
    await inRegistries([quay, hub()], async ({ ecr: call, folder }) => {
      const words = ['--accounts', '333333333333', '444444444444', '333333333333', '--role-name', 'team/Registry'];
      const where = [...words, ...regions, '--profile', 'one'];
      const applied = await call('apply', ...rules, ...where, '--debug');
      expect(applied.code).toBe(0);
      expect(applied.stderr.match(/Action=AssumeRole/g)).toHaveLength(2);
      expect(namesOf(registriesOf(applied))).toEqual([
        ['333333333333', 'us-east-1', '333333333333'],
        ['333333333333', 'ap-south-1', '333333333333'],
        ['444444444444', 'us-east-1', '444444444444'],
        ['444444444444', 'ap-south-1', '444444444444'],
      ]);
      // The keys of ecr-local end in less than the quarter of an hour that the cache asks for.
      expect((await call('plan', ...rules, ...where, '--debug')).stderr.match(/Action=AssumeRole/g)).toHaveLength(2);
      const cache = path.join(folder, '.aws', 'cli', 'cache');
      expect(fs.readdirSync(cache)).toHaveLength(2);
      for (const file of fs.readdirSync(cache).map((name) => path.join(cache, name))) {
        const content = fs.readFileSync(file, 'utf8');
        fs.writeFileSync(file, content.replace(/"Expiration": "[^"]+"/, '"Expiration": "2099-01-01T00:00:00Z"'));
      }
      const debugged = await call('plan', ...rules, ...where, '--debug');
      expect(actionsOf(debugged)).not.toContain('create');
      expect(debugged.stderr).not.toContain('AssumeRole');
      expect(debugged.stderr).toContain('[444444444444/ap-south-1] Request: POST');
    });
  });

  it('use the Region of each profile, and the default registry without profiles', async () => {
    await inRegistries([quay], async ({ ecr: call }) => {
      expect(namesOf(registriesOf(await call('plan', ...rules, ...profiles)))).toEqual([
        ['one', 'eu-west-1', null],
        ['two', 'eu-west-2', null],
      ]);
      expect(namesOf(registriesOf(await call('plan', ...rules, '--profile', 'two')))).toEqual([
        [null, 'eu-west-2', null],
      ]);
    });
  });

  it('report a conflict with both values, and do not change that registry', async () => {
    await inRegistries([quay], async ({ ecr: call, write }) => {
      await call('apply', ...rules, ...profiles);
      write([{ ...quay, upstreamRegistryUrl: 'registry.k8s.io' }]);
      const planned = await call('plan', ...rules, ...profiles, '--output', 'table', '--detailed-exitcode');
      expect(planned.code).toBe(2);
      expect(planned.stdout).toContain(
        '|  one/eu-west-1|  quay   |  conflict |  upstreamRegistryUrl: quay.io -> registry.k8s.io   |',
      );
      expect(planned.stderr.split('\n').slice(0, 2)).toEqual([
        'one/eu-west-1: quay: conflict: upstreamRegistryUrl is quay.io; wanted: registry.k8s.io',
        'two/eu-west-2: quay: conflict: upstreamRegistryUrl is quay.io; wanted: registry.k8s.io',
      ]);
      expect(planned.stderr).toContain('Delete it and create it again; cached images stay in their repositories.');
      const one = await call('plan', ...rules, '--profiles', 'one', '--output', 'table');
      expect(one.stdout).toContain(
        '|  one/eu-west-1|  quay   |  conflict |  upstreamRegistryUrl: quay.io -> registry.k8s.io   |',
      );
      const applied = await call('apply', ...rules, ...profiles);
      expect(applied.code).toBe(255);
      expect(actionsOf(applied)).toEqual(['conflict', 'conflict']);
      write([quay]);
      expect(actionsOf(await call('plan', ...rules, ...profiles))).toEqual(['none', 'none']);
    });
  });

  it('read a listing and an export from standard input', async () => {
    await inRegistries(
      [quay, { ecrRepositoryPrefix: 'k8s', upstreamRegistryUrl: 'registry.k8s.io' }],
      async (place) => {
        await place.ecr('apply', ...rules, '--profiles', 'one');
        for (const words of [
          ['describe-pull-through-cache-rules', '--profile', 'one'],
          ['export', '--profile', 'one'],
        ]) {
          const { stdout: text } = await place.ecr(...words);
          const child = spawn(process.execPath, [ecr, 'plan', '--rules', '-', ...profiles], {
            env: bareEnvironment(place.environment),
            stdio: ['pipe', 'pipe', 'pipe'],
          });
          child.stdin.end(text);
          const planned = await finished(child);
          expect(actionsOf(planned)).toEqual(['none', 'none', 'create', 'create']);
          // A listing names its registry, which the rules are compared with but not written to.
          expect(planned.stderr.includes('has the registryId 111111111111, which is ignored')).toBe(false);
        }
      },
    );
  });

  it('validate every rule of the file', async () => {
    await inRegistries([quay, hub()], async ({ ecr: call }) => {
      const applied = await call('apply', ...rules, '--profiles', 'one', '--validate');
      const [registry] = registriesOf(applied);
      expect(registry?.rules.map(({ valid }) => valid)).toEqual([true, true]);
      expect(applied.code).toBe(0);
    });
  });

  it('end with 255 if the service finds a rule invalid', async () => {
    const failure = 'The secret cannot be read.';
    const service = await startScriptedService(({ operation }) =>
      operation === 'ValidatePullThroughCacheRule'
        ? { body: { isValid: false, failure } }
        : { body: { pullThroughCacheRules: [{ ...quay, registryId: '111111111111' }] } },
    );
    await inWorkplace(
      local,
      [quay],
      async ({ ecr: call }) => {
        const applied = await call('apply', ...rules, '--profiles', 'one', '--validate');
        expect(applied.code).toBe(255);
        expect(registriesOf(applied)[0]?.rules).toMatchObject([{ action: 'none', valid: false, failure }]);
        expect(applied.stderr).toBe(`one/eu-west-1: quay: not valid: ${failure}\n1 registry: 1 unchanged, 1 failed\n`);
      },
      service.url,
    );
    service.close();
  });

  it('warn about the registryId of a rule that was listed in another registry', async () => {
    await inRegistries([quay], async ({ ecr: call, write }) => {
      await call('apply', ...rules, ...profiles);
      write(JSON.parse((await call('describe-pull-through-cache-rules', '--profile', 'one')).stdout));
      const planned = await call('plan', ...rules, ...profiles);
      expect(actionsOf(planned)).toEqual(['none', 'none']);
      expect(planned.stderr.split('\n')[0]).toBe(
        'warning: rule 1 has the registryId 111111111111, which is ignored; the registry is 222222222222',
      );
    });
  });
});

describe('a failure', () => {
  it.each([
    [['--profiles', 'one', 'missing'], 255, 'The config profile (missing) could not be found'],
    [['--profiles', 'one', '--profile', 'two'], 252, '--profiles and --profile cannot be used together'],
    [['--profiles', 'one', '--accounts', '111111111111', '--role-name', 'r'], 252, 'cannot be used together'],
    [['--regions', 'us-east-1', '--region', 'us-east-1'], 252, '--regions and --region cannot be used together'],
    [['--regions', 'us-east-1', 'cn-north-1', '--profile', 'one'], 252, 'different partitions'],
    [['--accounts', '111111111111'], 252, '--accounts needs --role-name'],
    [['--accounts', 'prod', '--role-name', 'r'], 252, "an account has twelve digits: 'prod'"],
    [['--profile', 'one', '--concurrency', '0'], 252, 'argument --concurrency'],
    [['--profile', 'one', '--rules', '{"pullThroughCacheRules":[],"NextToken":"t"}', '--prune'], 252, 'was cut'],
    [['--profile', 'one', '--rules', 'rules.yaml'], 252, 'To read the file rules.yaml, use file://rules.yaml'],
    [['--regions', 'us-east-1,eu-west-1', '--profile', 'one'], 252, 'separate the values with spaces'],
    [[], 253, 'You must specify a region'],
  ])('is reported before any call: %j', async (words, code, message) => {
    const service = await startScriptedService(() => ({}));
    await inWorkplace(
      local,
      [quay],
      async ({ ecr: call }) => {
        const outcome = await call('plan', ...rules, ...words);
        expect(outcome).toMatchObject({ code, stdout: '' });
        expect(outcome.stderr).toContain(message);
        expect(service.requests).toEqual([]);
      },
      service.url,
    );
    service.close();
  });

  it('lists every problem of the file with its place, in the order of the file', async () => {
    const wrong = [{ ...quay, upstreamRegistryUrl: 'https://quay.io' }, 7, { ...quay, ecrRepositoryPrefix: 'quay/' }];
    await inWorkplace(local, wrong, async ({ ecr: call }) => {
      const outcome = await call('apply', ...rules, ...profiles);
      expect(outcome.code).toBe(252);
      expect(outcome.stderr.match(/^rule .*?:/gm)).toEqual([
        'rule 1, field upstreamRegistryUrl:',
        'rule 2:',
        'rule 3, field ecrRepositoryPrefix:',
      ]);
    });
  });

  it('of one registry does not keep the others from being changed', async () => {
    await inRegistries([quay], async ({ ecr: call }) => {
      const applied = await call('apply', ...rules, '--profiles', 'one', 'keyless', 'two');
      expect(applied.code).toBe(255);
      expect(applied.stderr).toMatch(/^keyless\/eu-west-3: NoCredentials: Unable to locate credentials/);
      const [one, keyless, two] = registriesOf(applied);
      expect([one?.rules[0]?.done, two?.rules[0]?.done]).toEqual([true, true]);
      expect(keyless).toMatchObject({ profile: 'keyless', region: 'eu-west-3', registryId: null, rules: [] });
      expect(keyless?.error?.message).toMatch(/^Unable to locate credentials/);
      expect(lastLine(applied)).toBe('3 registries: 2 created, 1 failed');
    });
  });

  it('of one rule is reported on stderr, whatever is printed of the result', async () => {
    const secret = 'arn:aws:secretsmanager:us-east-1:111111111111:secret:ecr-pullthroughcache/hub-AbCdEf';
    await inRegistries([quay, { ...hub(), credentialArn: secret }], async ({ ecr: call }) => {
      const where = [...rules, ...profiles, '--regions', 'us-east-1'];
      // Without any rule, the account of the second registry is not known before the first creation.
      const applied = await call('apply', ...where, '--output', 'off');
      expect(applied).toMatchObject({ code: 255, stdout: '' });
      expect(applied.stderr).toMatch(/^two\/us-east-1: hub: InvalidRule: .*222222222222\n.*: 3 created, 1 failed\n$/);
      const planned = await call('plan', ...where);
      expect(planned.code).toBe(255);
      expect(registriesOf(planned).map((one) => one.rules[1]?.error?.code)).toEqual([undefined, 'InvalidRule']);
    });
  });

  it('of a Region that is not enabled is reported for its registries', async () => {
    const message = 'The security token included in the request is invalid.';
    const service = await startScriptedService(({ headers }) =>
      String(headers.authorization).includes('/ap-south-1/')
        ? { status: 400, body: { __type: 'UnrecognizedClientException', message } }
        : { body: { pullThroughCacheRules: [] } },
    );
    await inWorkplace(
      local,
      [quay],
      async ({ ecr: call }) => {
        const planned = await call('plan', ...rules, ...profiles, ...regions);
        expect(planned.code).toBe(255);
        const error = { code: 'UnrecognizedClientException', message };
        expect(registriesOf(planned).map((one) => one.error)).toEqual([undefined, error, undefined, error]);
      },
      service.url,
    );
    service.close();
  });
});

describe('many calls', () => {
  it('that are throttled are retried until they succeed', async () => {
    let calls = 0;
    const service = await startScriptedService(() =>
      ++calls <= 4
        ? { status: 400, body: { __type: 'ThrottlingException', message: 'Rate exceeded' } }
        : { body: { pullThroughCacheRules: [] } },
    );
    await inWorkplace(
      local,
      [quay],
      async ({ ecr: call }) => {
        const planned = await call('plan', ...rules, ...profiles);
        expect(planned.code).toBe(0);
        expect(service.requests.length).toBe(6);
      },
      service.url,
    );
    service.close();
  });

  it('run concurrently, at most --concurrency of them', async () => {
    const registries = 8;
    const waiting: ServerResponse[] = [];
    let most = 0;
    // Three requests wait for each other; a fourth would have the time to arrive.
    const service = await startScriptedService((_, count) => ({
      stream: (response) => {
        most = Math.max(most, waiting.push(response));
        if (waiting.length < 3 && count < registries) return;
        setTimeout(() => {
          for (const one of waiting.splice(0)) one.end('{"pullThroughCacheRules":[]}');
        }, 40);
      },
    }));
    await inWorkplace(
      local,
      [quay],
      async ({ ecr: call }) => {
        const where = [...profiles, '--regions', 'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'];
        expect((await call('plan', ...rules, ...where, '--concurrency', '3')).code).toBe(0);
        expect(most).toBe(3);
      },
      service.url,
    );
    service.close();
  });
});

describe('placeholders', () => {
  it('call STS for the account only when a rule needs it, once per profile', async () => {
    const body = { pullThroughCacheRules: [] };
    const identity =
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Account>555555555555</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';
    const service = await startScriptedService(({ operation }) =>
      operation === undefined ? { body: identity, headers: { 'content-type': 'text/xml' } } : { body },
    );
    await inWorkplace(
      local,
      [quay],
      async ({ ecr: call, write }) => {
        const identityRequests = () => service.requests.filter(({ operation }) => operation === undefined).length;
        await call('plan', ...rules, '--profiles', 'one', ...regions);
        expect(identityRequests()).toBe(0);
        write([{ ...hub(), credentialArn: secretOf('x-AbCdEf') }]);
        const planned = await call('plan', ...rules, '--profiles', 'one', ...regions);
        expect(registriesOf(planned).map(({ registryId }) => registryId)).toEqual(['555555555555', '555555555555']);
        expect(identityRequests()).toBe(1);
      },
      service.url,
    );
    service.close();
  });
});
