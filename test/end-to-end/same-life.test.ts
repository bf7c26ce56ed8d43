import { describe, expect, it } from 'vitest';

import { createServer } from '../../src/local/server.ts';
import { Store } from '../../src/local/store.ts';
import { outputFormats } from '../../src/model/options.ts';
import { listen } from '../support/listen.ts';
import { ecr, officialCli, run, type Outcome } from '../support/run.ts';

const secret = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/${name}`;
const named = (command: string, prefix: string, ...more: string[]) => [
  command,
  '--ecr-repository-prefix',
  prefix,
  ...more,
];

/** The commands in the lifetime of rules; each step continues from the one before. */
const life: readonly (readonly string[])[] = [
  ['describe-pull-through-cache-rules'],
  named('create-pull-through-cache-rule', 'quay', '--upstream-registry-url', 'quay.io', '--upstream-registry', 'quay'),
  named(
    'create-pull-through-cache-rule',
    'hub',
    '--upstream-registry-url',
    'registry-1.docker.io',
    '--credential-arn',
    secret('a-AbCdEf'),
    '--upstream-repository-prefix',
    'library',
  ),
  named('create-pull-through-cache-rule', 'quay', '--upstream-registry-url', 'quay.io'),
  ['describe-pull-through-cache-rules'],
  ['describe-pull-through-cache-rules', '--ecr-repository-prefixes', 'hub', '--query', 'pullThroughCacheRules[0]'],
  ['describe-pull-through-cache-rules', '--max-items', '1'],
  named('validate-pull-through-cache-rule', 'hub'),
  named('update-pull-through-cache-rule', 'hub', '--credential-arn', secret('b-AbCdEf')),
  named('delete-pull-through-cache-rule', 'hub'),
  named('delete-pull-through-cache-rule', 'hub'),
  named('validate-pull-through-cache-rule', 'hub'),
  ['describe-pull-through-cache-rules'],
];

/** What the formats other than JSON run: every kind of output once. */
const beginning = life.slice(0, 7);
const exitCodes = [0, 0, 0, 254, 0, 0, 0, 0, 0, 0, 254, 254, 0];

/** Runs the steps against a new endpoint with a stopped clock. */
async function liveWith(
  program: string,
  words: readonly string[],
  steps: typeof life,
  output: string,
): Promise<Outcome[]> {
  const clock = { now: () => new Date('2026-01-02T03:04:05.678Z'), sleep: () => Promise.resolve() };
  const server = createServer(new Store(), { account: '123456789012', allowUnsigned: false }, clock);
  const port = await listen(server);
  const environment = {
    AWS_ENDPOINT_URL_ECR: `http://127.0.0.1:${String(port)}`,
    AWS_ACCESS_KEY_ID: 'AKID',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: 'us-east-1',
  };
  const outcomes: Outcome[] = [];
  for (const step of steps) {
    const { code, stdout, stderr } = await run(program, [...words, ...step, '--output', output], environment);
    outcomes.push({ code, stdout, stderr: stderr.replaceAll('aws: ', 'ecr: ') });
  }
  server.closeAllConnections();
  server.close();
  return outcomes;
}

describe.skipIf(officialCli === undefined)('the lifetime of a rule', () => {
  it.concurrent.each(outputFormats)('prints the same bytes as the AWS CLI as %s', async (output) => {
    const steps = output === 'json' ? life : beginning;
    const [ours, official] = await Promise.all([
      liveWith(process.execPath, [ecr], steps, output),
      liveWith(officialCli ?? '', ['ecr'], steps, output),
    ]);
    expect(ours.map(({ code }) => code)).toEqual(exitCodes.slice(0, steps.length));
    expect(ours).toEqual(official);
  });
});
