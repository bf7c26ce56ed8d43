import fs from 'node:fs';

import { afterEach, describe, expect, it } from 'vitest';

import { startAwsService, type AwsService } from '../support/aws-service.ts';
import { ecr, run, type Outcome } from '../support/run.ts';
import { hasTerminal, Terminal } from '../support/terminal.ts';

const rule = { ecrRepositoryPrefix: 'quay', registryId: '123456789012' };
const named = ['--ecr-repository-prefix', 'quay'];
const create = ['create-pull-through-cache-rule', ...named, '--upstream-registry-url', 'quay.io'];
const commands = [
  [create, 'created'],
  [['update-pull-through-cache-rule', ...named, '--custom-role-arn', 'arn:aws:iam::123456789012:role/r'], 'updated'],
  [['delete-pull-through-cache-rule', ...named], 'deleted'],
] as const;

let service: AwsService | undefined;
afterEach(() => service?.close());

const environment = () => ({
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKID',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_ENDPOINT_URL_ECR: service?.url ?? '',
});
const ecrWith = (...words: string[]): Promise<Outcome> => run(process.execPath, [ecr, ...words], environment());

describe('the note that a call has succeeded', () => {
  it.skipIf(!fs.existsSync('/dev/full')).each(commands)(
    'follows the error of a full disk: %j',
    async (words, effect) => {
      service = await startAwsService(() => ({ body: rule }));
      const command = [process.execPath, ecr, ...words].join(' ');
      expect(await run('bash', ['-c', `${command} > /dev/full`], environment())).toEqual({
        code: 255,
        stdout: '',
        stderr: `\necr: [ERROR]: [Errno 28] No space left on device\nThe rule was ${effect} before this error occurred.\n`,
      });
    },
  );

  it.each(commands)('follows the error of a query that fails on the result: %j', async (words, effect) => {
    service = await startAwsService(() => ({ body: rule }));
    const { code, stderr } = await ecrWith(...words, '--query', 'sum(registryId)');
    expect(code).toBe(255);
    expect(stderr).toMatch(
      new RegExp(`In function sum\\(\\).*\\nThe rule was ${effect} before this error occurred\\.\\n$`),
    );
  });

  it('follows the error of an invalid timestamp', async () => {
    service = await startAwsService(() => ({ body: { ...rule, createdAt: 'no date' } }));
    const { code, stderr } = await ecrWith(...create);
    expect(code).toBe(255);
    expect(stderr).toMatch(/Invalid timestamp.*\nThe rule was created before this error occurred\.\n$/);
  });

  it.each([
    ['an error of the service', { status: 400, body: { __type: 'LimitExceededException', message: 'no' } }],
    ['a response that is not an object', { status: 200, body: '[1]' }],
  ])('does not follow %s', async (_, response) => {
    service = await startAwsService(() => response);
    const { code, stderr } = await ecrWith(...create);
    expect(code).not.toBe(0);
    expect(stderr).not.toContain('before this error occurred');
  });

  it.each([['--dry-run'], ['--generate-cli-skeleton', 'output']])('does not follow %s', async (...words) => {
    const { code, stderr } = await ecrWith(...create, ...words, '--query', 'sum(keys(@))');
    expect(code).toBe(255);
    expect(stderr).toContain('In function sum()');
    expect(stderr).not.toContain('before this error occurred');
  });

  it.skipIf(!hasTerminal)('does not follow the error of a missing pager, because the result is printed', async () => {
    service = await startAwsService(() => ({ body: rule }));
    const terminal = new Terminal(`${process.execPath} ${ecr} ${create.join(' ')}`, {
      ...environment(),
      AWS_PAGER: 'no-such-pager',
    });
    const screen = await terminal.shows('ended with 253');
    terminal.close();
    expect(screen).toMatch(/"registryId": "123456789012"[^]*No such file or directory: 'no-such-pager'/);
    expect(screen).not.toContain('before this error occurred');
  });
});
