import { afterEach, describe, expect, it } from 'vitest';

import { startAwsService, type AwsService } from '../support/aws-service.ts';
import { ecr, run } from '../support/run.ts';
import { hasTerminal, Terminal } from '../support/terminal.ts';

const create = ['create-pull-through-cache-rule', '--ecr-repository-prefix', 'aa', '--upstream-registry-url', 'quay.io'];
const exists = { status: 400, body: { __type: 'PullThroughCacheRuleAlreadyExistsException', message: 'It exists.' } };
const done = { body: { registryId: '123456789012' } };

let service: AwsService | undefined;
afterEach(() => service?.close());

const environment = () => ({ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret', AWS_ENDPOINT_URL_ECR: service?.url ?? '' });
const call = () => run(process.execPath, [ecr, ...create], environment());

describe('a create whose answer was lost', () => {
  const note = 'The answer to an earlier attempt of this command was lost; that attempt may have created it.\n';

  it('says that the rule may be its own', async () => {
    service = await startAwsService(({ attempt }) => (attempt === 1 ? { drop: true } : exists));
    expect((await call()).stderr).toBe(`\necr: [ERROR]: An error occurred (PullThroughCacheRuleAlreadyExistsException) when calling the CreatePullThroughCacheRule operation: It exists.\n${note}`);
  });

  it('says no such thing where the service had refused before', async () => {
    service = await startAwsService(({ attempt }) => (attempt === 1 ? { status: 400, body: { __type: 'ThrottlingException', message: 'slow' } } : exists));
    expect((await call()).stderr).not.toContain(note);
  });
});

describe.skipIf(!hasTerminal)('waiting on a terminal', () => {
  const open = () => new Terminal(`${process.execPath} ${ecr} ${create.join(' ')} --output text`, environment());

  it('says what is waited for after two seconds, and takes it away again', async () => {
    service = await startAwsService(() => ({ ...done, delay: 4000 }));
    const terminal = open();
    await terminal.shows(/Waiting for http:\/\/127\.0\.0\.1:\d+\/, 2 s/);
    expect(await terminal.shows('ended with 0')).not.toContain('Waiting');
    terminal.close();
  });

  it('says at once that it tries again, and why', async () => {
    service = await startAwsService(({ attempt }) => (attempt < 3 ? { status: 400, body: { __type: 'ThrottlingException', message: 'slow' } } : { ...done, delay: 1000 }));
    const terminal = open();
    await terminal.shows(/attempt 3 of 3 after ThrottlingException/);
    expect(await terminal.shows('ended with 0')).toContain('123456789012');
    terminal.close();
  });

  it('ends at once on Ctrl-C, with 130', async () => {
    service = await startAwsService(() => ({ ...done, delay: 30_000 }));
    const terminal = open();
    await terminal.shows('Waiting for');
    terminal.type('C-c');
    await terminal.shows('ended with 130', 3);
    terminal.close();
  });
});

it('in a pipe, waiting is silent', async () => {
  service = await startAwsService(() => ({ ...done, delay: 3000 }));
  expect(await call()).toMatchObject({ code: 0, stderr: '' });
});
