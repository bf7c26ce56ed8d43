import { describe, expect, it } from 'vitest';

import { startLocal } from '../support/local-endpoint.ts';
import { ecr, ecrLocal, node, run, type Outcome } from '../support/run.ts';

const words = ['describe-pull-through-cache-rules'];

describe('ecr-local --latency', () => {
  it('can exceed a read timeout', async () => {
    const local = await startLocal('--latency', '60000');
    const outcome = await run(process.execPath, [ecr, ...words, '--cli-read-timeout', '1'], {
      ...local.environment,
      AWS_MAX_ATTEMPTS: '1',
    });
    await local.stop();
    expect(outcome.code).toBe(255);
    expect(outcome.stderr).toContain('Read timeout on endpoint URL');
  });
});

describe('ecr-local --throttle', () => {
  it('throttles requests over the rate, and serves a client that retries', async () => {
    const local = await startLocal('--throttle', '1');
    const call = (attempts: number) =>
      run(process.execPath, [ecr, ...words], { ...local.environment, AWS_MAX_ATTEMPTS: String(attempts) });
    // On a slow machine the calls of one batch may all be a second apart.
    let once: Outcome[];
    do once = await Promise.all(Array.from({ length: 8 }, () => call(1)));
    while (once.every(({ code }) => code === 0));
    const patient = await Promise.all([call(20), call(20)]);
    await local.stop();
    const throttled = once.filter(({ code }) => code === 254);
    expect(once.filter(({ code }) => code === 0).length + throttled.length).toBe(8);
    for (const { stderr } of throttled) {
      expect(stderr).toContain(
        'An error occurred (ThrottlingException) when calling the DescribePullThroughCacheRules operation',
      );
      expect(stderr).toContain('Rate exceeded');
    }
    expect(patient.map(({ code }) => code)).toEqual([0, 0]);
  });
});

describe('ecr-local', () => {
  it.each([
    [['--latency', '-1'], '--latency <ms>', 'from 0 to 600000'],
    [['--latency', '1.5'], '--latency <ms>', 'from 0 to 600000'],
    [['--latency', '600001'], '--latency <ms>', 'from 0 to 600000'],
    [['--throttle', '0'], '--throttle <n>', 'from 1 to 1000000'],
    [['--throttle', 'many'], '--throttle <n>', 'from 1 to 1000000'],
    [['--port', '65536'], '--port <number>', 'from 0 to 65535'],
  ])('refuses %j', async (options, option, range) => {
    const outcome = await node(ecrLocal, ...options);
    expect(outcome.code).not.toBe(0);
    expect(outcome.stderr).toBe(
      `error: option '${option}' argument '${options[1] ?? ''}' is invalid. It must be a whole number ${range}.\n`,
    );
  });

  it('describes its options in the help', async () => {
    const { code, stdout } = await node(ecrLocal, '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(/--latency <ms> +Delay every response/);
    expect(stdout).toMatch(/--throttle <n> +Return ThrottlingException/);
  });
});
