import fs from 'node:fs';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ecr, run } from '../support/run.ts';
import { startScriptedService, type ScriptedService } from '../support/scripted-service.ts';
import { hasTerminal, Terminal } from '../support/terminal.ts';

let service: ScriptedService;

beforeAll(async () => {
  service = await startScriptedService(() => ({ body: { ecrRepositoryPrefix: 'quay' } }));
});
beforeEach(() => {
  service.requests.length = 0;
});
afterAll(() => {
  service.close();
});

const environment = () => ({
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKID',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_ENDPOINT_URL_ECR: service.url,
});
const shell = (script: string) => run('bash', ['-c', script], { ...environment(), ECR: `${process.execPath} ${ecr}` });
const sent = (): unknown => JSON.parse(service.requests[0]?.body ?? 'null');

const rule = { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' };
const json = JSON.stringify(rule);
const yaml = 'ecrRepositoryPrefix: quay\nupstreamRegistryUrl: quay.io\n';

describe('an input from -', () => {
  it.each([
    ['JSON', `echo '${json}' | $ECR create-pull-through-cache-rule --cli-input-json -`],
    ['JSON after =', `echo '${json}' | $ECR create-pull-through-cache-rule --cli-input-json=-`],
    ['YAML', `printf '${yaml}' | $ECR create-pull-through-cache-rule --cli-input-yaml -`],
    [
      'a slow writer',
      `(printf '${json.slice(0, 9)}'; sleep 0.3; printf '${json.slice(9)}') | $ECR create-pull-through-cache-rule --cli-input-json -`,
    ],
    ['a here document', `$ECR create-pull-through-cache-rule --cli-input-yaml - <<'END'\n${yaml}END\n`],
  ])('reads %s from standard input', async (_, script) => {
    expect(await shell(script)).toMatchObject({ code: 0, stderr: '' });
    expect(sent()).toEqual(rule);
  });

  it('is overridden by options', async () => {
    const script = `echo '${json}' | $ECR create-pull-through-cache-rule --ecr-repository-prefix other --cli-input-json -`;
    expect(await shell(script)).toMatchObject({ code: 0 });
    expect(sent()).toEqual({ ...rule, ecrRepositoryPrefix: 'other' });
  });

  it('works for the other operations, including listings', async () => {
    await shell(`echo '{"registryId": "123456789012"}' | $ECR describe-pull-through-cache-rules --cli-input-json -`);
    await shell(`echo 'ecrRepositoryPrefix: quay' | $ECR delete-pull-through-cache-rule --cli-input-yaml -`);
    expect(service.requests.map(({ operation, body }) => [operation, body])).toEqual([
      ['DescribePullThroughCacheRules', '{"registryId":"123456789012"}'],
      ['DeletePullThroughCacheRule', '{"ecrRepositoryPrefix":"quay"}'],
    ]);
  });

  it.each([
    [`</dev/null $ECR create-pull-through-cache-rule --cli-input-json -`, "cli-input-json': Invalid JSON received.\n"],
    [`<&- $ECR create-pull-through-cache-rule --cli-input-json -`, "cli-input-json': Invalid JSON received.\n"],
    [
      `printf '\\377\\376{\\0' | $ECR create-pull-through-cache-rule --cli-input-json -`,
      "--cli-input-json': Unable to load standard input, text contents could not be decoded. The text starts with a byte order mark",
    ],
    [
      `echo '{}' | $ECR create-pull-through-cache-rule --cli-input-json - --cli-input-yaml -`,
      'Only one --cli-input- parameter may be specified.',
    ],
  ])('refuses %s', async (script, message) => {
    const outcome = await shell(script);
    expect(outcome).toMatchObject({ code: 252, stdout: '' });
    expect(outcome.stderr).toContain(message);
    expect(service.requests).toHaveLength(0);
  });

  it.skipIf(!hasTerminal)('is read from a terminal up to Ctrl-D', async () => {
    const terminal = new Terminal(
      `${process.execPath} ${ecr} create-pull-through-cache-rule --cli-input-json -`,
      environment(),
    );
    try {
      terminal.type(json, 'Enter');
      await terminal.shows(json);
      terminal.type('C-d');
      await terminal.shows('ended with 0');
      expect(sent()).toEqual(rule);
    } finally {
      terminal.close();
    }
  });

  it.skipIf(!hasTerminal)('ends with 130 on Ctrl-C', async () => {
    const terminal = new Terminal(
      `trap : INT; ${process.execPath} ${ecr} create-pull-through-cache-rule --cli-input-json -`,
      environment(),
    );
    try {
      terminal.type('{', 'Enter');
      await terminal.shows('{');
      terminal.type('C-c');
      await terminal.shows('ended with 130');
    } finally {
      terminal.close();
    }
  });
});

it('reads a file only with the prefix file://', async () => {
  const file = `${fs.mkdtempSync('/tmp/ecr-')}/rule.json`;
  fs.writeFileSync(file, json);
  const forgotten = await shell(`$ECR create-pull-through-cache-rule --cli-input-json ${file}`);
  expect(forgotten).toMatchObject({ code: 252 });
  expect(forgotten.stderr).toContain(`Invalid JSON received. To read the file ${file}, use file://${file}\n`);
  expect(await shell(`$ECR create-pull-through-cache-rule --cli-input-json file://${file}`)).toMatchObject({ code: 0 });
});
