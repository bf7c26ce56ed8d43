import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { afterEach, describe, expect, it } from 'vitest';

import { create } from '../support/create-command.ts';
import { bareEnvironment, ecr, finished, inScratch } from '../support/run.ts';
import { startScriptedService, type Script, type ScriptedService } from '../support/scripted-service.ts';

let service: ScriptedService | undefined;
afterEach(() => {
  service?.close();
});

const rule = { ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: 'quay.io', registryId: '123456789012' };
const answers: Readonly<Record<string, object>> = {
  DescribePullThroughCacheRules: { pullThroughCacheRules: [] },
  ValidatePullThroughCacheRule: { isValid: false, failure: 'no access' },
};
const usual: Script = ({ operation = '' }) => ({ body: answers[operation] ?? rule });
const refuses: Script = (request, count) =>
  request.operation?.startsWith('Create') === true
    ? { status: 400, body: { __type: 'LimitExceededException', message: 'full' } }
    : usual(request, count);
const pages: Script = (_, count) => ({ body: { pullThroughCacheRules: [rule], nextToken: String(count) } });

/** A stream whose reader left before the start. */
type Closed = 'stdout' | 'stderr';

/** Runs a command with a warning that comes early, with one of its streams closed. */
async function withClosed(closed: readonly Closed[], script: Script, words: readonly string[]) {
  service = await startScriptedService(script);
  const { url, requests } = service;
  return inScratch(async (HOME) => {
    fs.mkdirSync(path.join(HOME, '.aws'));
    fs.writeFileSync(
      path.join(HOME, '.aws/config'),
      '[plugins]\ncli_legacy_plugin_path = /p\nendpoint = module\n[default]\nregion = us-east-1\n',
    );
    const rules = [{ ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: 'quay.io' }];
    const child = spawn(
      process.execPath,
      [ecr, ...words.map((word) => (word === 'RULES' ? JSON.stringify(rules) : word))],
      {
        env: bareEnvironment({
          HOME,
          AWS_ACCESS_KEY_ID: 'AKID',
          AWS_SECRET_ACCESS_KEY: 'secret',
          AWS_ENDPOINT_URL_ECR: url,
          AWS_MAX_ATTEMPTS: '1',
        }),
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    for (const name of closed) child[name].destroy();
    const { code } = await finished(child);
    return { code, operations: requests.map(({ operation = '' }) => operation.replace(/PullThrough.*/, '')) };
  });
}

const list = ['describe-pull-through-cache-rules'];
const apply = ['apply', '--rules', 'RULES'];

describe.each<readonly [Closed[]]>([[['stderr']], [['stdout']], [['stdout', 'stderr']]])('with %j closed', (closed) => {
  it.each<[string, Script, readonly string[], number, string[]]>([
    ['create', usual, create, 0, ['Create']],
    ['create of a rule that is not valid', usual, [...create, '--validate'], 255, ['Create', 'Validate']],
    ['a refused create', refuses, create, 254, ['Create']],
    ['a usage error', usual, [...create, '--nope'], 252, []],
    ['apply', usual, apply, 0, ['Describe', 'Create']],
    ['a failing apply', refuses, apply, 255, ['Describe', 'Create']],
    ['a plan with changes', usual, ['plan', ...apply.slice(1), '--detailed-exitcode'], 2, ['Describe']],
    ['help', usual, ['help'], 0, []],
  ])('%s ends with the exit code of a run with open streams', async (_, script, words, code, operations) => {
    expect(await withClosed(closed, script, words)).toEqual({ code, operations });
  });
});

it.each([
  ['text', 1],
  ['yaml-stream', 1],
  ['json', 4],
])('a listing as %s to a closed stdout asks for %i pages', async (output, count) => {
  const { code, operations } = await withClosed(['stdout'], pages, [...list, '--output', output, '--max-items', '4']);
  expect([code, operations.length]).toEqual([0, count]);
});

it('a full disk under stderr changes nothing, and one under stdout gives a message', async () => {
  const full = fs.openSync('/dev/full', 'w');
  const withFull = async (words: readonly string[], stdio: readonly ['ignore', number | 'pipe', number | 'pipe']) => {
    const child = spawn(process.execPath, [ecr, ...words], {
      env: bareEnvironment({
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'AKID',
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_ENDPOINT_URL_ECR: service?.url ?? '',
      }),
      stdio: [...stdio],
    });
    return finished(child);
  };
  service = await startScriptedService(usual);
  expect(await withFull([...create, '--debug'], ['ignore', 'pipe', full])).toMatchObject({ code: 0 });
  expect(await withFull([...create, '--nope'], ['ignore', 'pipe', full])).toMatchObject({ code: 252 });
  const printed = await withFull(create, ['ignore', full, 'pipe']);
  expect(printed).toMatchObject({ code: 255 });
  expect(printed.stderr).toContain(
    '[Errno 28] No space left on device\nThe rule was created before this error occurred.',
  );
  fs.closeSync(full);
});
