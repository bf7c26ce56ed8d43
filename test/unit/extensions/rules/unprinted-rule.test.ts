import { describe, expect, it } from 'vitest';

import { GeneralError, PagerError, ServiceError } from '../../../../src/model/errors.ts';
import { ensureRule } from '../../../../src/extensions/rules/ensure-rule.ts';
import { operationByName } from '../../../../src/model/operations.ts';
import type { ValueMap } from '../../../../src/model/values.ts';

const operation = operationByName('CreatePullThroughCacheRule');
const parameters = { ecrRepositoryPrefix: 'hub', upstreamRegistryUrl: 'quay.io', customRoleArn: 'role' };
const exists = new ServiceError(
  'PullThroughCacheRuleAlreadyExistsException',
  'CreatePullThroughCacheRule',
  'It exists.',
  undefined,
);
const throttled = new ServiceError('ThrottlingException', 'ValidatePullThroughCacheRule', 'slow', undefined);
const created = { CreatePullThroughCacheRule: {} };
const there = {
  CreatePullThroughCacheRule: exists,
  DescribePullThroughCacheRules: { pullThroughCacheRules: [{ ...parameters, customRoleArn: 'other' }] },
  UpdatePullThroughCacheRule: {},
};

async function create(
  options: { ifExists?: 'keep' | 'update'; validate?: boolean },
  responses: Readonly<Record<string, ValueMap | Error>>,
  printError: Error,
) {
  const warnings: string[] = [];
  const error: unknown = await ensureRule(
    { operation, parameters, options },
    {
      call: ({ name }) => {
        const response = responses[name] ?? {};
        return response instanceof Error ? Promise.reject(response) : Promise.resolve(response);
      },
      print: () => Promise.reject(printError),
      warn: (line) => Promise.resolve(void warnings.push(line)),
    },
  ).catch((thrown: unknown) => thrown);
  return { error, warnings: warnings.filter((line) => !line.startsWith('warning: the existing rule differs')) };
}

describe('a rule that cannot be printed', () => {
  it.each([
    [{ ifExists: 'keep' }, created, 'The rule was created before this error occurred.'],
    [{ ifExists: 'keep' }, there, 'The rule exists and was not changed.'],
    [{ ifExists: 'update' }, there, 'The rule was updated before this error occurred.'],
    [
      { validate: true },
      { ...created, ValidatePullThroughCacheRule: { isValid: true } },
      'The rule was created before this error occurred.',
    ],
    [
      { validate: true },
      { ...created, ValidatePullThroughCacheRule: { isValid: false, failure: 'no access' } },
      'The rule was created, but the service cannot use it: no access',
    ],
    [
      { validate: true },
      { ...created, ValidatePullThroughCacheRule: throttled },
      'The rule was created; whether the service can use it could not be checked.',
    ],
  ] as const)('with %j has one note about its effect', async (options, responses, note) => {
    const printError = new GeneralError('full');
    expect((await create(options, responses, printError)).error).toBe(printError);
    expect(printError.note).toBe(note);
  });

  it('keeps the note of an update whose response cannot be read', async () => {
    const unreadable = new GeneralError('Invalid timestamp');
    unreadable.note = 'The rule was updated before this error occurred.';
    const { error } = await create(
      { ifExists: 'update' },
      { ...there, UpdatePullThroughCacheRule: unreadable },
      new Error('not printed'),
    );
    expect(error).toMatchObject({ message: 'Invalid timestamp', note: unreadable.note });
  });
});

describe('a rule that is printed without its pager', () => {
  it('is an error without a note', async () => {
    const pager = new PagerError('no pager');
    expect((await create({ ifExists: 'keep' }, created, pager)).error).toBe(pager);
    expect(pager.note).toBeUndefined();
  });

  it('is a warning when the service cannot use the rule', async () => {
    const responses = { ...created, ValidatePullThroughCacheRule: { isValid: false, failure: 'no access' } };
    expect(await create({ validate: true }, responses, new PagerError('no pager'))).toMatchObject({
      error: { message: 'The rule was created, but the service cannot use it: no access', exitCode: 255 },
      warnings: ['no pager'],
    });
  });
});
