import { describe, expect, it } from 'vitest';

import { startCountingEndpoint } from '../support/counting-endpoint.ts';
import { startLocal } from '../support/local-endpoint.ts';
import { actionsOf, inWorkplace, quay, registriesOf } from '../support/registries.ts';
import { finished } from '../support/run.ts';

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
