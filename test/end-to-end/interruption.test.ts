import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { afterEach, describe, expect, it } from 'vitest';

import { createAuthority } from '../support/certificates.ts';
import { create } from '../support/create-command.ts';
import { bareEnvironment, ecr, finished, inScratch, run } from '../support/run.ts';
import { startScriptedService, type Script, type ScriptedService } from '../support/scripted-service.ts';
import { hasTerminal, Terminal } from '../support/terminal.ts';

let service: ScriptedService | undefined;
afterEach(() => {
  service?.close();
  service = undefined;
});

const list = ['describe-pull-through-cache-rules'];
const keys = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' };
const silent: Script = () => ({ stream: () => undefined });

async function environment(script: Script): Promise<Record<string, string>> {
  service = await startScriptedService(script);
  return {
    AWS_REGION: 'us-east-1',
    ...keys,
    AWS_ENDPOINT_URL_ECR: service.url,
    AWS_MAX_ATTEMPTS: '1',
  };
}

function start(words: readonly string[], more: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [ecr, ...words], { env: bareEnvironment(more), stdio: ['ignore', 'pipe', 'pipe'] });
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until a program blocks on reading a named pipe, and keeps the pipe open. */
async function opened(pipe: string): Promise<number> {
  for (;;) {
    try {
      return fs.openSync(pipe, fs.constants.O_WRONLY | fs.constants.O_NONBLOCK);
    } catch {
      await pause(20);
    }
  }
}

describe('a signal while the process computes or reads a file has its default action', () => {
  /** Lists the same rules again and again, four times as many with each level. */
  const bomb = `pullThroughCacheRules${' | [@, @, @, @] | []'.repeat(11)} | map(&length(to_string(@)), @) | sum(@)`;

  it.each([
    ['a table of 100,000 rules', 100_000, ['--output', 'table']],
    ['a query that takes long', 1, ['--query', bomb]],
  ])('%s', async (_, count, words) => {
    const rule = { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' };
    const body = JSON.stringify({ pullThroughCacheRules: Array<object>(count).fill(rule) });
    const child = start([...list, ...words], await environment(() => ({ body })));
    const outcome = finished(child);
    await service?.received(1);
    await pause(500);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await outcome;
    expect(['SIGINT', 130]).toContain(code ?? child.signalCode);
    expect([stdout, stderr]).toEqual(['', '']);
  });

  it.each([
    ['a CA bundle', { ...keys, AWS_CA_BUNDLE: 'PIPE', AWS_ENDPOINT_URL_ECR: 'https://127.0.0.1:9' }],
    [
      "a container's token",
      {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:9/',
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: 'PIPE',
      },
    ],
    ['a web identity token', { AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/r', AWS_WEB_IDENTITY_TOKEN_FILE: 'PIPE' }],
  ])('a named pipe as %s', async (_, names) => {
    await inScratch(async (HOME) => {
      const pipe = path.join(HOME, 'pipe');
      execFileSync('mkfifo', [pipe]);
      const values = Object.fromEntries<string>(
        Object.entries(names).map(([name, value]) => [name, value === 'PIPE' ? pipe : value]),
      );
      const child = start(create, { AWS_REGION: 'us-east-1', HOME, ...values });
      const outcome = finished(child);
      const writer = await opened(pipe);
      child.kill('SIGINT');
      const { stdout, stderr } = await outcome;
      fs.closeSync(writer);
      expect([child.signalCode, stdout, stderr]).toEqual(['SIGINT', '', '']);
    });
  });

  it('a CA bundle may come from another program', async () => {
    const authority = createAuthority();
    const https = await startScriptedService(
      () => ({ body: { ecrRepositoryPrefix: 'aa' } }),
      authority.issue('subjectAltName=IP:127.0.0.1'),
    );
    const outcome = await run(
      'bash',
      ['-c', `${process.execPath} ${ecr} ${create.join(' ')} --ca-bundle <(cat ${authority.bundle})`],
      { ...(await environment(silent)), AWS_ENDPOINT_URL_ECR: https.url },
    );
    https.close();
    authority.remove();
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
  });
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s ends a wait for another attempt', async (signal, code) => {
  const child = start(list, {
    ...(await environment(() => ({ status: 400, body: { __type: 'ThrottlingException', message: 'slow' } }))),
    AWS_MAX_ATTEMPTS: '100',
  });
  const outcome = finished(child);
  await service?.received(3);
  child.kill(signal);
  expect(await outcome).toEqual({ code, stdout: '', stderr: '' });
});

it('SIGUSR1 does not open the debugger', async () => {
  let respond = (): void => undefined;
  const child = start(
    create,
    await environment(() => ({
      stream: (response) => {
        respond = () => response.end('{"ecrRepositoryPrefix":"aa"}');
      },
    })),
  );
  const outcome = finished(child);
  await service?.received(1);
  child.kill('SIGUSR1');
  // Node starts the debugger in a thread of its own.
  await pause(500);
  respond();
  expect(await outcome).toMatchObject({ code: 0, stderr: '' });
});

it('an error outside of any call is reported as unexpected', async () => {
  await inScratch(async (folder) => {
    const preload = path.join(folder, 'throw.cjs');
    fs.writeFileSync(preload, `setTimeout(() => new (require('node:events'))().emit('error', new Error('odd')), 300);`);
    const outcome = await run(process.execPath, [ecr, ...create], {
      ...(await environment(silent)),
      NODE_OPTIONS: `--require=${preload}`,
    });
    expect(outcome).toMatchObject({ code: 255, stdout: '' });
    expect(outcome.stderr).toMatch(/^\necr: \[ERROR\]: Unexpected error: odd\. Please report it [^\n]+\n$/);
  });
});

describe.skipIf(!hasTerminal)('on a terminal', () => {
  const inTerminal = async (
    command: string,
    more: Readonly<Record<string, string>>,
    use: (terminal: Terminal) => Promise<void>,
  ) => {
    const terminal = new Terminal(`trap : INT; ${command}`, more);
    try {
      await use(terminal);
    } finally {
      terminal.close();
    }
  };

  it('a pager that Ctrl-C ends is an interruption, and one that goes on is not', async () => {
    const done = await environment(() => ({ body: { ecrRepositoryPrefix: 'aa' } }));
    const command = `${process.execPath} ${ecr} ${create.join(' ')}`;
    await inTerminal(command, { ...done, AWS_PAGER: `sh -c "cat; sleep 100"` }, async (terminal) => {
      await terminal.shows('"ecrRepositoryPrefix"');
      terminal.type('C-c');
      await terminal.shows('ended with 130');
    });
    await inTerminal(command, { ...done, AWS_PAGER: 'less', LESS: '' }, async (terminal) => {
      await terminal.shows('"ecrRepositoryPrefix"');
      terminal.type('C-c');
      await terminal.typeUntil('q', 'ended with 0');
    });
  });

  it.each([
    [
      'runs the trap',
      `trap 'echo cleaned; exit 3' INT; echo ready; while :; do sleep 0.05; done`,
      /cleaned\s+ended with 130/,
    ],
    ['is killed in the end', `trap '' INT; echo ready; while :; do sleep 0.05; done`, /ended with 130/],
  ])("Ctrl-C %s of an alias' program", async (_, program, end) => {
    await inScratch(async (HOME) => {
      fs.mkdirSync(path.join(HOME, '.aws/cli'), { recursive: true });
      fs.writeFileSync(path.join(HOME, '.aws/cli/alias'), `[command ecr]\nwork = !${program}\n`);
      await inTerminal(`${process.execPath} ${ecr} work`, { HOME }, async (terminal) => {
        await terminal.shows('ready');
        terminal.type('C-c');
        await terminal.shows(end);
      });
    });
  });

  it('the waiting line is erased, and does not appear on a dumb terminal', async () => {
    const waiting = await environment(silent);
    const command = `${process.execPath} ${ecr} ${list.join(' ')}`;
    await inTerminal(command, waiting, async (terminal) => {
      await terminal.shows('Waiting for http://127.0.0.1');
      terminal.type('C-c');
      expect(await terminal.shows('ended with 130')).not.toContain('Waiting for');
    });
    for (const TERM of ['dumb', '']) {
      await inTerminal(`TERM=${TERM} ${command} --cli-read-timeout 3`, waiting, async (terminal) => {
        expect(await terminal.shows('ended with 255')).not.toContain('Waiting for');
      });
    }
  });
});

it.skipIf(!hasTerminal)('a closed terminal ends the run by SIGHUP', async () => {
  await inScratch(async (folder) => {
    const [script, result] = [path.join(folder, 'script'), path.join(folder, 'result')];
    // This shell stays to see how the run ends.
    fs.writeFileSync(script, `trap '' HUP\n${process.execPath} ${ecr} ${list.join(' ')}\necho $? > ${result}\n`);
    const terminal = new Terminal(`sh ${script}`, await environment(silent));
    await service?.received(1);
    terminal.close();
    while (!fs.existsSync(result) || fs.readFileSync(result, 'utf8') === '') await pause(50);
    expect(fs.readFileSync(result, 'utf8')).toBe('129\n');
  });
});
