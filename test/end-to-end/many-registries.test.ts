import { spawn } from 'node:child_process';
import type { ServerResponse } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startLocal, type LocalEndpoint } from '../support/local-endpoint.ts';
import {
  actionsOf,
  hub,
  inWorkplace,
  quay,
  registriesOf,
  secretOf,
  type PrintedRegistry,
  type Workplace,
} from '../support/registries.ts';
import { bareEnvironment, ecr, finished, type Outcome } from '../support/run.ts';
import { startScriptedService } from '../support/scripted-service.ts';
import { hasTerminal, Terminal } from '../support/terminal.ts';

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

/** Runs with an empty endpoint for each test, because all tests use the same profiles. */
async function inRegistries(content: unknown, use: (workplace: Workplace) => Promise<void>): Promise<void> {
  const own = await startLocal();
  try {
    await inWorkplace(own, content, use);
  } finally {
    await own.stop();
  }
}

describe('plan and apply', () => {
  it('bring four registries to the state of the file, and then change nothing', async () => {
    await inRegistries([quay, hub()], async ({ ecr: call, write }) => {
      const planned = await call('plan', ...rules, ...profiles, ...regions, '--detailed-exitcode');
      expect(planned.code).toBe(2);
      expect(planned.stderr).toBe(
        '4 registries: 8 to create, 0 to update, 0 to delete, 0 unchanged, 0 conflicts, 0 failed\n',
      );
      expect(namesOf(registriesOf(planned))).toEqual([
        ['one', 'us-east-1', '111111111111'],
        ['one', 'ap-south-1', '111111111111'],
        ['two', 'us-east-1', '222222222222'],
        ['two', 'ap-south-1', '222222222222'],
      ]);
      expect(actionsOf(planned)).toEqual(Array.from({ length: 8 }, () => 'create'));

      const applied = await call('apply', ...rules, ...profiles, ...regions);
      expect(applied.code).toBe(0);
      expect(applied.stderr).toBe(
        '4 registries: 8 created, 0 updated, 0 deleted, 0 unchanged, 0 conflicts, 0 failed\n',
      );
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
        '4 registries: 0 created, 4 updated, 0 deleted, 4 unchanged, 0 conflicts, 0 failed',
      );
    });
  });

  it('assume a role in each account, and cache it for the next run', async () => {
    await inRegistries([quay, hub()], async ({ ecr: call }) => {
      const words = ['--accounts', '333333333333', '444444444444', '333333333333', '--role-name', 'team/Registry'];
      const where = [...words, ...regions, '--profile', 'one'];
      const applied = await call('apply', ...rules, ...where);
      expect(applied.code).toBe(0);
      expect(namesOf(registriesOf(applied))).toEqual([
        ['333333333333', 'us-east-1', '333333333333'],
        ['333333333333', 'ap-south-1', '333333333333'],
        ['444444444444', 'us-east-1', '444444444444'],
        ['444444444444', 'ap-south-1', '444444444444'],
      ]);
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
        expect(lastLine(applied)).toBe(
          '1 registry: 0 created, 0 updated, 0 deleted, 1 unchanged, 0 conflicts, 1 failed',
        );
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
      expect(lastLine(applied)).toBe(
        '2 registries: 0 created, 0 updated, 2 deleted, 2 unchanged, 0 conflicts, 0 failed',
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
          expect(question).toMatch(/ {2}one\/eu-west-1 {2}k8s\n {2}two\/eu-west-2 {2}k8s/);
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
        'rule 1, member upstreamRegistryUrl:',
        'rule 2:',
        'rule 3, member ecrRepositoryPrefix:',
      ]);
    });
  });

  it('of one registry does not keep the others from being changed', async () => {
    await inRegistries([quay], async ({ ecr: call }) => {
      const applied = await call('apply', ...rules, '--profiles', 'one', 'keyless', 'two');
      expect(applied.code).toBe(255);
      const [one, keyless, two] = registriesOf(applied);
      expect([one?.rules[0]?.done, two?.rules[0]?.done]).toEqual([true, true]);
      expect(keyless).toMatchObject({ profile: 'keyless', region: 'eu-west-3', registryId: null, rules: [] });
      expect(keyless?.error?.message).toMatch(/^Unable to locate credentials/);
      expect(lastLine(applied)).toBe(
        '3 registries: 2 created, 0 updated, 0 deleted, 0 unchanged, 0 conflicts, 1 failed',
      );
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
