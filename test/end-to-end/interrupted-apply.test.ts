import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { startAwsService, type AwsService } from '../support/aws-service.ts';
import { startCountingEndpoint } from '../support/counting-endpoint.ts';
import { startLocal } from '../support/local-endpoint.ts';
import { actionsOf, inWorkplace, quay, registriesOf } from '../support/registries.ts';
import { ecr as program, finished, inScratch } from '../support/run.ts';
import { startScriptedService } from '../support/scripted-service.ts';
import { hasTerminal, Terminal } from '../support/terminal.ts';

const k8s = { ecrRepositoryPrefix: 'k8s', upstreamRegistryUrl: 'registry.k8s.io' };
const where = [
  '--rules',
  'file://rules.json',
  '--profiles',
  'one',
  'two',
  '--regions',
  'us-east-1',
  'us-east-2',
  'eu-west-1',
];
const calls = { registries: 6, rules: 12 };
/** A listing and two creations for each registry; the signal arrives during the first ones. */
const halfWay = 6;

async function interrupt(
  signal: 'SIGINT' | 'SIGKILL',
  passed = Infinity,
): Promise<{
  readonly first: Awaited<ReturnType<typeof finished>>;
  readonly again: Awaited<ReturnType<typeof finished>>;
}> {
  const local = await startLocal();
  const endpoint = await startCountingEndpoint(local.url, 60, passed);
  try {
    return await inWorkplace(
      local,
      [quay, k8s],
      async ({ ecr, start }) => {
        const child = start('apply', ...where, '--concurrency', '2');
        const outcome = finished(child);
        await endpoint.received(halfWay);
        child.kill(signal);
        // Signals that arrive together count as one, so the second is repeated until the run ends;
        // not more often than a process takes to exit.
        const second = passed === Infinity ? undefined : setInterval(() => child.kill(signal), 300);
        const first = await outcome;
        // A shell shows the signal as this code.
        const code = child.signalCode === 'SIGINT' ? 130 : first.code;
        clearInterval(second);
        return { first: { ...first, code }, again: await ecr('apply', ...where, '--endpoint-url', local.url) };
      },
      endpoint.url,
    );
  } finally {
    endpoint.close();
    await local.stop();
  }
}

describe('an interrupted apply', () => {
  it('finishes the current calls, prints the changes, and continues in the next run', async () => {
    const { first, again } = await interrupt('SIGINT');
    expect(first.code).toBe(130);
    const registries = registriesOf(first);
    expect(registries.length).toBe(calls.registries);
    const interrupted = registries.filter(({ error }) => error?.code === 'Interrupted');
    expect(interrupted.length).toBeGreaterThan(0);
    const done = registries.flatMap(({ rules }) => rules.filter((rule) => rule.done === true));
    expect(done.length).toBeGreaterThan(0);
    expect(done.length).toBeLessThan(calls.rules);
    expect(first.stderr).toContain(`${String(calls.registries)} registries: ${String(done.length)} created`);

    expect(again.code).toBe(0);
    expect(actionsOf(again).filter((action) => action === 'none').length).toBe(done.length);
    expect(actionsOf(again).filter((action) => action === 'create').length).toBe(calls.rules - done.length);
  });

  it('ends at once on the second Ctrl-C, without a result', async () => {
    const { first, again } = await interrupt('SIGINT', halfWay - 2);
    expect(first).toMatchObject({ code: 130, stdout: '' });
    expect(first.stderr).toMatch(/^Interrupted\. .*\n$/);
    expect(again.code).toBe(0);
  });

  it('continues in the next run after a kill', async () => {
    const { first, again } = await interrupt('SIGKILL');
    expect(first.stdout).toBe('');
    expect(again.code).toBe(0);
    const actions = actionsOf(again);
    expect(actions.length).toBe(calls.rules);
    expect(actions).toContain('none');
    expect(actions).toContain('create');
  });
});

describe('a signal', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends the waits of a throttled apply, and prints what was done', async (signal, code) => {
    const local = await startLocal();
    const throttled = await startScriptedService(({ operation }, count) =>
      operation?.startsWith('Describe') === true
        ? { body: { pullThroughCacheRules: [] } }
        : count < 3
          ? { body: { ...quay, registryId: '111111111111' } }
          : { status: 400, body: { __type: 'ThrottlingException', message: 'slow' } },
    );
    try {
      const { outcome, signalCode } = await inWorkplace(
        local,
        [quay, k8s],
        async ({ start }) => {
          const child = start(
            'apply',
            '--rules',
            'file://rules.json',
            '--profiles',
            'one',
            'two',
            '--concurrency',
            '1',
          );
          const end = finished(child);
          await throttled.received(6);
          child.kill(signal);
          return { outcome: await end, signalCode: child.signalCode };
        },
        throttled.url,
      );
      expect([outcome.code, signalCode]).toEqual([code, null]);
      const [one, two] = registriesOf(outcome);
      expect(one?.rules).toMatchObject([{ done: true }, { done: false, error: { code: 'Interrupted' } }]);
      expect(two).toMatchObject({ rules: [], error: { code: 'Interrupted' } });
      expect(outcome.stderr).toContain('a second Ctrl-C ends the run at once');
    } finally {
      throttled.close();
      await local.stop();
    }
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends a plan at once', async (signal, code) => {
    const local = await startLocal();
    const silent = await startScriptedService(() => ({ stream: () => undefined }));
    try {
      const outcome = await inWorkplace(
        local,
        [quay],
        async ({ start }) => {
          const child = start('plan', ...where);
          const end = finished(child);
          await silent.received(calls.registries);
          child.kill(signal);
          return end;
        },
        silent.url,
      );
      expect(outcome).toEqual({ code, stdout: '', stderr: '' });
    } finally {
      silent.close();
      await local.stop();
    }
  });
});

describe.skipIf(!hasTerminal)('on a terminal', () => {
  const mfa = `[profile mfa]
role_arn = arn:aws:iam::123456789012:role/r
source_profile = one
mfa_serial = arn:aws:iam::123456789012:mfa/me
[profile one]
aws_access_key_id = AKIDONE
aws_secret_access_key = secret
`;

  /** Runs a command with a rules file and profiles, against services whose registries have no rules. */
  async function inTerminal(
    words: string,
    use: (terminal: Terminal, service: AwsService) => Promise<void>,
    TERM = 'screen',
  ): Promise<void> {
    const service = await startAwsService(({ operation }) => ({
      body: operation === 'DescribePullThroughCacheRules' ? { pullThroughCacheRules: [] } : quay,
    }));
    await inScratch(async (HOME) => {
      fs.mkdirSync(path.join(HOME, '.aws'));
      fs.writeFileSync(path.join(HOME, '.aws/config'), mfa);
      const terminal = new Terminal(
        `trap : INT; TERM=${TERM} ${process.execPath} ${program} ${words} --rules '${JSON.stringify([quay])}'`,
        { HOME, AWS_ENDPOINT_URL: service.url },
        { width: 120, height: 60 },
      );
      try {
        await use(terminal, service);
      } finally {
        terminal.close();
        service.close();
      }
    });
  }
  const twoProfiles = '--profiles one mfa --regions us-east-1';

  it('Ctrl-C at the question for an MFA code gives up the question, and prints what was done', async () => {
    await inTerminal(`apply ${twoProfiles} --output json`, async (terminal, service) => {
      await terminal.shows('Enter MFA code for');
      await service.received(2);
      terminal.type('C-c');
      const screen = await terminal.shows('ended with 130');
      expect(screen).toContain('"done": true');
      expect(screen).toContain('"code": "Interrupted"');
    });
  });

  it('the progress bar makes room for the question', async () => {
    await inTerminal(`apply ${twoProfiles} --output off`, async (terminal, service) => {
      await service.received(2);
      const asked = await terminal.shows('Enter MFA code for');
      expect(asked).not.toMatch(/#|--/);
      terminal.type('765432', 'Enter');
      const screen = await terminal.shows('ended with 0');
      expect(screen).not.toMatch(/#|765432/);
    });
  });

  it.each(['screen', 'dumb', ''])('with TERM=%j, Ctrl-C leaves nothing of the progress bar of a plan', async (TERM) => {
    const silent = await startScriptedService(() => ({ stream: () => undefined }));
    const words = `plan --profiles one --regions us-east-1 us-west-2 --endpoint-url ${silent.url}`;
    await inTerminal(
      words,
      async (terminal) => {
        await silent.received(2);
        if (TERM === 'screen') await terminal.shows('- 0 of 2 registries');
        else expect(terminal.screen()).not.toContain('registries');
        terminal.type('C-c');
        expect((await terminal.shows('ended with 130')).trim()).toMatch(/^(?:\^C)?ended with 130$/);
      },
      TERM,
    );
    silent.close();
  });
});
