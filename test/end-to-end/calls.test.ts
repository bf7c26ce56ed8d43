import fs from 'node:fs';
import path from 'node:path';

import { afterEach, describe, expect, it } from 'vitest';

import { startAwsService, type AwsService } from '../support/aws-service.ts';
import { create } from '../support/create-command.ts';
import { ecr, inScratch, run } from '../support/run.ts';
import { hasTerminal, Terminal } from '../support/terminal.ts';

const exists = { status: 400, body: { __type: 'PullThroughCacheRuleAlreadyExistsException', message: 'It exists.' } };
const done = { body: { registryId: '123456789012' } };

let service: AwsService | undefined;
afterEach(() => service?.close());

const environment = () => ({
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKID',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_ENDPOINT_URL_ECR: service?.url ?? '',
});
const call = () => run(process.execPath, [ecr, ...create], environment());

describe('a create whose first response was lost', () => {
  const note = 'The rule may have been created by an earlier attempt of this command.\n';

  it('reports that the earlier attempt may have created the rule', async () => {
    service = await startAwsService((_, attempt) => (attempt === 1 ? { close: true } : exists));
    expect((await call()).stderr).toBe(
      `\necr: [ERROR]: An error occurred (PullThroughCacheRuleAlreadyExistsException) when calling the CreatePullThroughCacheRule operation: It exists.\n${note}`,
    );
  });

  it('does not report this after an attempt that the service refused', async () => {
    service = await startAwsService((_, attempt) =>
      attempt === 1 ? { status: 400, body: { __type: 'ThrottlingException', message: 'slow' } } : exists,
    );
    expect((await call()).stderr).not.toContain(note);
  });
});

it('reports the reached maximum of retries for an error that is not retried', async () => {
  service = await startAwsService((_, attempt) =>
    attempt < 3
      ? { status: 500, body: { __type: 'ServerException', message: 'no' } }
      : { status: 400, body: { __type: 'ValidationException', message: 'Wrong.' } },
  );
  expect((await call()).stderr).toBe(
    '\necr: [ERROR]: An error occurred (ValidationException) when calling the CreatePullThroughCacheRule operation (reached max retries: 2): Wrong.\n',
  );
});

describe('a lost connection', () => {
  const loseConnectionAt = async (failing: string) => {
    service = await startAwsService(({ operation }) =>
      operation === failing
        ? { close: true }
        : operation === 'CreatePullThroughCacheRule'
          ? exists
          : { body: { pullThroughCacheRules: [{ ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: 'quay.io' }] } },
    );
  };
  const lost =
    /Connection was closed before we received a valid response from endpoint URL: "http:\/\/127\.0\.0\.1:\d+\/"\.\n/;

  it.each([
    [['--if-exists', 'keep'], 'CreatePullThroughCacheRule', 'The rule may have been created by this command.', false],
    [['--if-exists', 'keep'], 'DescribePullThroughCacheRules', 'The rule exists; nothing was changed.', false],
    [
      ['--if-exists', 'update', '--custom-role-arn', 'r'],
      'UpdatePullThroughCacheRule',
      'The rule may have been updated by this command.',
      false,
    ],
    [
      ['--if-exists', 'keep', '--validate'],
      'ValidatePullThroughCacheRule',
      'The rule exists and was not changed; whether the service can use it could not be checked.',
      true,
    ],
  ])('with %j during %s is reported with its effect', async (options, failing, note, isPrinted) => {
    await loseConnectionAt(failing);
    const outcome = await run(process.execPath, [ecr, ...create, ...options], environment());
    expect(outcome.code).toBe(255);
    expect(outcome.stderr).toMatch(lost);
    expect(outcome.stderr.endsWith(`${note}\n`)).toBe(true);
    expect(outcome.stdout !== '').toBe(isPrinted);
  });

  it('reports a failed validation after printing the rule', async () => {
    service = await startAwsService(({ operation }) => ({
      body:
        operation === 'CreatePullThroughCacheRule'
          ? { ecrRepositoryPrefix: 'aa' }
          : { isValid: false, failure: 'The secret is gone.' },
    }));
    const outcome = await run(process.execPath, [ecr, ...create, '--validate', '--output', 'text'], environment());
    expect(outcome).toEqual({
      code: 255,
      stdout: 'aa\n',
      stderr: '\necr: [ERROR]: The rule was created, but the service cannot use it: The secret is gone.\n',
    });
  });

  it.each(['nope', ''])('--if-exists %j is a usage error and sends nothing', async (value) => {
    service = await startAwsService();
    const outcome = await run(process.execPath, [ecr, ...create, '--if-exists', value], environment());
    expect(outcome.code).toBe(252);
    expect(outcome.stderr).toContain(`argument --if-exists: Found invalid choice '${value}'`);
    expect(service.requests).toEqual([]);
  });
});

describe('an endpoint URL of another profile', () => {
  // Requests to AWS end at an unreachable proxy.
  const unreachable = { HTTPS_PROXY: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' };
  const keys = 'aws_access_key_id = AKID\naws_secret_access_key = secret\nregion = us-east-1\n';
  const callWith = (config: string, more: Readonly<Record<string, string>> = {}) =>
    inScratch((folder) => {
      const file = path.join(folder, 'config');
      fs.writeFileSync(file, config);
      return run(process.execPath, [ecr, ...create, '--profile', 'own'], {
        ...unreachable,
        AWS_CONFIG_FILE: file,
        ...more,
      });
    });
  const notReached = {
    code: 255,
    stdout: '',
    stderr: '\necr: [ERROR]: Failed to connect to proxy URL: "http://127.0.0.1:1"\n',
  };

  it('is not used by a profile without one, nor by one that ignores endpoint URLs', async () => {
    service = await startAwsService(() => done);
    const { url } = service;
    expect(await callWith(`[default]\nendpoint_url = ${url}\n[profile own]\n${keys}`)).toEqual(notReached);
    expect(
      await callWith(`[profile own]\n${keys}ignore_configured_endpoint_urls = true\n`, { AWS_ENDPOINT_URL_ECR: url }),
    ).toEqual(notReached);
    expect(service.requests).toEqual([]);
  });

  it('is not used to assume a role', async () => {
    service = await startAwsService(() => done);
    const role = 'region = us-east-1\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\n';
    expect(
      await callWith(`[default]\nendpoint_url = ${service.url}\n[profile base]\n${keys}[profile own]\n${role}`),
    ).toEqual(notReached);
    expect(service.requests).toEqual([]);
  });
});

describe.skipIf(!hasTerminal)('progress on a terminal', () => {
  const open = () => new Terminal(`${process.execPath} ${ecr} ${create.join(' ')} --output text`, environment());

  it('ends with 130 on Ctrl-C', async () => {
    service = await startAwsService(() => ({ ...done, delay: 30_000 }));
    const terminal = open();
    await terminal.shows('Waiting for');
    terminal.type('C-c');
    await terminal.shows('ended with 130');
    terminal.close();
  });
});
