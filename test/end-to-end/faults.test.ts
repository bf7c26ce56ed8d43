import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { afterEach, describe, expect, it } from 'vitest';

import { startAwsService, type AwsService } from '../support/aws-service.ts';
import { create } from '../support/create-command.ts';
import { bareEnvironment, ecr, finished, inScratch, run, type Outcome } from '../support/run.ts';
import { startScriptedService } from '../support/scripted-service.ts';
import { hasTerminal, Terminal } from '../support/terminal.ts';

const done = { body: { ecrRepositoryPrefix: 'aa', registryId: '123456789012' } };

let service: AwsService | undefined;
afterEach(() => service?.close());
const environment = () => ({
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKID',
  AWS_SECRET_ACCESS_KEY: 'verySecretValue',
  AWS_ENDPOINT_URL_ECR: service?.url ?? '',
  AWS_MAX_ATTEMPTS: '1',
});
const shell = (command: string, more: Readonly<Record<string, string>> = {}): Promise<Outcome> =>
  run('bash', ['-c', command], {
    ...environment(),
    ...more,
    ECR: `${process.execPath} ${ecr}`,
    WORDS: create.join(' '),
  });
const stackTrace = /\n\s+at |node:internal|TypeError/;

describe('an unusual environment', () => {
  it.each(['/nonexistent/home', '/dev/null', '/proc/1/nothing'])('creates a rule with HOME=%s', async (HOME) => {
    service = await startAwsService(() => done);
    expect(await shell('$ECR $WORDS --query registryId', { HOME })).toEqual({
      code: 0,
      stdout: '"123456789012"\n',
      stderr: '',
    });
  });

  it('creates a rule in a working folder that was deleted', async () => {
    service = await startAwsService(() => done);
    await inScratch(async (folder) => {
      const outcome = await shell(
        `mkdir ${folder}/gone && cd ${folder}/gone && rmdir ${folder}/gone && $ECR $WORDS --query registryId`,
      );
      expect(outcome.stdout).toBe('"123456789012"\n');
      expect(outcome).toMatchObject({ code: 0, stderr: '' });
    });
  });

  it.each(['<&-', '< /dev/null', '2>&-'])('creates a rule with the redirection %s', async (redirection) => {
    service = await startAwsService(() => done);
    expect(await shell(`$ECR $WORDS --query registryId ${redirection}`)).toMatchObject({
      code: 0,
      stdout: '"123456789012"\n',
    });
  });

  it('succeeds with a closed stdout, which Node replaces by /dev/null', async () => {
    service = await startAwsService(() => done);
    expect(await shell('$ECR $WORDS >&-')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('shows no stack trace when the files of the tool take the last file descriptors', async () => {
    service = await startAwsService(() => done);
    // Versions of Node need different numbers of descriptors to start.
    const limited = (limit: number, words: string) => shell(`ulimit -n ${String(limit)} && $ECR ${words}`);
    let limit = 12;
    while ((await limited(limit, '--version')).code !== 0) limit++;
    const outcome = await limited(limit, '$WORDS');
    expect(outcome.stderr).not.toMatch(stackTrace);
    expect([0, 255, 134]).toContain(outcome.code);
  });

  it('succeeds quietly when the reader of a pipe exits', async () => {
    service = await startAwsService(() => done);
    expect(await shell('set -o pipefail; $ECR $WORDS | true')).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('signals', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends a call that waits for a response', async (signal, end) => {
    const silent = await startScriptedService(() => ({ stream: () => undefined }));
    const child = spawn(process.execPath, [ecr, ...create], {
      env: bareEnvironment({ ...environment(), AWS_ENDPOINT_URL_ECR: silent.url }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const outcome = finished(child);
    await silent.received(1);
    child.kill(signal);
    const { code, stdout, stderr } = await outcome;
    silent.close();
    expect([code, stdout, stderr]).toEqual([end, '', '']);
  });

  it('SIGINT while any module is loaded ends the run without a message', async () => {
    service = await startAwsService(() => done);
    await inScratch(async (folder) => {
      const preload = path.join(folder, 'interrupt.cjs');
      fs.writeFileSync(
        preload,
        `const Module = require('node:module');
        const load = Module._load;
        let left = Number(process.env.INTERRUPT_AT);
        Module._load = function (...words) {
          if (left-- === 0) process.kill(process.pid, 'SIGINT');
          return load.apply(this, words);
        };`,
      );
      const interruptedAt = async (count: number) => {
        const child = spawn(process.execPath, [ecr, ...create, '--output', 'off'], {
          env: bareEnvironment({
            ...environment(),
            NODE_OPTIONS: `--require=${preload}`,
            INTERRUPT_AT: String(count),
          }),
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        const { code, stderr } = await finished(child);
        expect(stderr).toBe('');
        return code ?? child.signalCode;
      };
      let count = 0;
      for (let end = await interruptedAt(count); end !== 0; end = await interruptedAt(count)) {
        expect([130, 'SIGINT']).toContain(end);
        count += 3;
      }
      expect(count).toBeGreaterThan(9);
    });
  });

  it.skipIf(!hasTerminal)('Ctrl-C in the pager of the help does not end the run', async () => {
    const terminal = new Terminal(`${process.execPath} ${ecr} help`, { AWS_PAGER: 'less' }, { height: 10 });
    await terminal.shows('NAME');
    terminal.type('C-c');
    await terminal.typeUntil('G', '(END)');
    terminal.type('q');
    await terminal.shows('ended with 0');
    terminal.close();
  });
});

describe('an unusual response', () => {
  it.each([
    ['truncated JSON', { status: 200, body: '{"registryId":"1' }, 255],
    ['not JSON', { status: 200, body: '<html>' }, 255],
    ['a list', { status: 200, body: '[1]' }, 255],
    ['a string', { status: 200, body: '"x"' }, 255],
    ['an error without a body', { status: 400, body: '' }, 254],
    ['an error whose type is not a string', { status: 418, body: '{"__type":{"a":1},"message":[1]}' }, 254],
    [
      'members named after prototypes',
      { status: 200, body: '{"__proto__":{"x":1},"constructor":1,"registryId":"1"}' },
      0,
    ],
  ])('with %s ends without a stack trace', async (_, response, code) => {
    service = await startAwsService(() => response);
    const outcome = await shell('$ECR $WORDS');
    expect(outcome.stderr).not.toMatch(stackTrace);
    expect(outcome.code).toBe(code);
  });

  it('of ten megabytes is printed whole', async () => {
    service = await startAwsService(() => ({ body: { registryId: 'x'.repeat(10_000_000) } }));
    const outcome = await shell('$ECR $WORDS --query registryId --output text');
    expect(outcome.code).toBe(0);
    expect(outcome.stdout.length).toBe(10_000_001);
  });
});

it('gives up on a response that never ends', async () => {
  const endless = await startScriptedService(() => ({
    stream: (response) => {
      const writeBlanks = () => {
        while (response.write(Buffer.alloc(1 << 20, ' ')));
      };
      response.writeHead(200).on('drain', writeBlanks);
      writeBlanks();
    },
  }));
  const outcome = await shell('$ECR $WORDS', { AWS_ENDPOINT_URL_ECR: endless.url });
  endless.close();
  expect(outcome).toEqual({
    code: 255,
    stdout: '',
    stderr:
      '\necr: [ERROR]: The response is longer than 67108864 bytes.\nThe rule may have been created by this command.\n',
  });
});

it('corrects a wrong clock by the time in the response', async () => {
  const dates: string[] = [];
  service = await startAwsService((_, attempt) => {
    return attempt === 1
      ? { status: 403, body: { __type: 'RequestTimeTooSkewed', message: 'The difference is too large.' } }
      : done;
  });
  await inScratch(async (folder) => {
    // Sets the clock of the child process half an hour ahead.
    const ahead = path.join(folder, 'ahead.cjs');
    fs.writeFileSync(
      ahead,
      'const now = Date.now; const late = 1800000; Date.now = () => now() + late; const Real = Date; globalThis.Date = class extends Real { constructor(...words) { if (words.length === 0) super(Real.now()); else super(...words); } };',
    );
    const outcome = await shell('$ECR $WORDS --query registryId', {
      NODE_OPTIONS: `--require=${ahead}`,
      AWS_MAX_ATTEMPTS: '2',
    });
    dates.push(outcome.stderr);
    expect(outcome).toMatchObject({ code: 0, stdout: '"123456789012"\n' });
  });
});

it('shows and stores no secret: output, debug log, dry run, errors, code cache, history', async () => {
  service = await startAwsService(() => ({ status: 400, body: { __type: 'ServerException', message: 'no' } }));
  await inScratch(async (home) => {
    const secrets = {
      HOME: home,
      AWS_SESSION_TOKEN: 'verySecretToken',
      HTTPS_PROXY: 'http://user:verySecretProxy@127.0.0.1:9',
      NO_PROXY: '127.0.0.1',
      DEBUG: '*',
    };
    let seen = '';
    for (const more of [
      '',
      '--debug',
      '--dry-run --debug',
      '--no-sign-request --debug',
      '--endpoint-url https://example.invalid --debug',
      '--endpoint-url http://me:verySecretUser@127.0.0.1:9 --debug',
      '--cli-error-format json',
    ]) {
      const { stdout, stderr } = await shell(`$ECR $WORDS ${more}`, secrets);
      seen += stdout + stderr;
    }
    for (const file of fs.readdirSync(home, { recursive: true, encoding: 'utf8' })) {
      const place = path.join(home, file);
      if (fs.statSync(place).isFile()) seen += fs.readFileSync(place, 'latin1');
    }
    expect(seen).not.toMatch(/verySecret/);
    expect(seen).toContain('Signature=***');
    expect(execFileSync('find', [home, '-perm', '/077', '-type', 'f'], { encoding: 'utf8' })).toBe('');
  });
});
