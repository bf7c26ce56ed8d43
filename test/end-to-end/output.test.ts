import { spawn } from 'node:child_process';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { bareEnvironment, ecr, finished, run } from '../support/run.ts';
import { startScriptedService, type ScriptedService } from '../support/scripted-service.ts';
import { hasTerminal, Terminal } from '../support/terminal.ts';

const rules = Array.from({ length: 20_000 }, (_, index) => ({
  ecrRepositoryPrefix: `prefix-${String(index)}`,
  upstreamRegistryUrl: 'quay.io',
}));
const describeAll = ['describe-pull-through-cache-rules'];

let environment: Record<string, string>;
let service: ScriptedService;

beforeAll(async () => {
  service = await startScriptedService(() => ({ body: { pullThroughCacheRules: rules } }));
  environment = {
    AWS_ENDPOINT_URL_ECR: service.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKID',
    AWS_SECRET_ACCESS_KEY: 'secret',
  };
});
afterAll(() => {
  service.close();
});

describe('a large result', () => {
  it('is printed whole through a slow pipe', async () => {
    const outcome = await run(
      'bash',
      ['-c', `node ${ecr} ${describeAll.join(' ')} --output text | (sleep 1; cat) | wc -l`],
      environment,
    );
    expect(outcome.stdout.trim()).toBe('20000');
  });

  it('is printed whole through a non-blocking pipe', async () => {
    // A parent process in Node makes the pipe non-blocking, so the child has to handle EAGAIN.
    const child = spawn(process.execPath, [ecr, ...describeAll, '--query', 'length(pullThroughCacheRules)'], {
      env: bareEnvironment(environment),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(await finished(child)).toMatchObject({ code: 0, stdout: '20000\n' });
  });

  it('ends quietly when the reader exits', async () => {
    const outcome = await run(
      'bash',
      ['-c', `node ${ecr} ${describeAll.join(' ')} | head -1; echo "\${PIPESTATUS[0]}"`],
      environment,
    );
    expect(outcome).toMatchObject({ stdout: '{\n0\n', stderr: '' });
  });
});

describe.skipIf(!hasTerminal)('on a terminal', () => {
  let terminal: Terminal | undefined;
  const open = (words: string, more: Record<string, string> = {}, size?: { width: number; height: number }) => {
    // tmux would give the shell its own PATH.
    const assignments = Object.entries(more).map(([name, value]) => `${name}='${value}'`);
    const command = `env -u AWS_PAGER ${assignments.join(' ')} ${process.execPath} ${ecr} ${words}`;
    terminal = new Terminal(command, environment, size);
    return terminal;
  };
  afterEach(() => {
    terminal?.close();
  });

  it('pages a result longer than the screen until the pager is closed', async () => {
    const screen = open('describe-pull-through-cache-rules');
    expect(await screen.shows('prefix-1')).not.toContain('ended with');
    screen.resize(40, 12);
    screen.type('C-c');
    await screen.typeUntil('q', 'ended with 0');
  });

  it('prints a result that fits on the screen without waiting', async () => {
    await open(`describe-pull-through-cache-rules --query 'pullThroughCacheRules[0]'`).shows(
      /prefix-0[^]*ended with 0/,
    );
  });

  it.each([
    ['PAGER', 'cat -n'],
    ['AWS_PAGER', 'cat -n'],
  ])('takes the pager from %s', async (name, pager) => {
    terminal = new Terminal(
      `env ${name === 'PAGER' ? '-u AWS_PAGER' : ''} ${process.execPath} ${ecr} describe-pull-through-cache-rules --query 'pullThroughCacheRules[0]'`,
      { ...environment, [name]: pager },
    );
    await terminal.shows(/1\s+\{[^]*ended with 0/);
  });

  it('prints the result without a pager when the default pager is missing', async () => {
    await open(`describe-pull-through-cache-rules --query 'pullThroughCacheRules[0]'`, { PATH: '/nowhere' }).shows(
      /prefix-0[^]*ended with 0/,
    );
  });

  it('prints the result and an error when the configured pager is missing', async () => {
    await open(`describe-pull-through-cache-rules --query 'pullThroughCacheRules[0]'`, {
      PAGER: 'no-such-pager',
    }).shows(/prefix-0[^]*No such file or directory: 'no-such-pager'[^]*ended with 253/);
  });

  it.each([{ PATH: '/nowhere' }, { MANPAGER: 'no-such-pager' }, { MANPAGER: '' }, { PAGER: ' ' }])(
    'prints the help when no pager can be started: %j',
    async (more) => {
      await open('delete-pull-through-cache-rule help', more, { width: 80, height: 200 }).shows(
        /ecr-delete-pull-through-cache-rule - [^]*ended with 0/,
      );
    },
  );

  it('fits a table to the width of the terminal', async () => {
    const words = `describe-pull-through-cache-rules --output table --no-cli-pager --query 'pullThroughCacheRules[0]'`;
    expect(await open(words, {}, { width: 100, height: 24 }).shows('ended with 0')).toMatch(
      /ecrRepositoryPrefix\s+\|\s+upstreamRegistryUrl/,
    );
    terminal?.close();
    expect(await open(words, {}, { width: 30, height: 24 }).shows('ended with 0')).not.toMatch(
      /ecrRepositoryPrefix\s+\|\s+upstreamRegistryUrl/,
    );
  });
});
