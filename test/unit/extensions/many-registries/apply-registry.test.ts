import { describe, expect, it } from 'vitest';

import { applyRegistry } from '../../../../src/extensions/many-registries/apply-registry.ts';
import { planRegistry } from '../../../../src/extensions/many-registries/registry-plan.ts';
import { GeneralError, ServiceError, UnansweredError } from '../../../../src/model/errors.ts';
import type { Operation } from '../../../../src/model/shapes.ts';
import type { Parameters, ValueMap } from '../../../../src/model/values.ts';

const quay = { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' };
const role = 'arn:aws:iam::123456789012:role/r';
const serviceError = (code: string) => new ServiceError(code, 'X', `the message of ${code}`, undefined);

type Responses = Readonly<Record<string, ValueMap | Error>>;

async function apply(
  wanted: readonly Parameters[],
  actual: readonly ValueMap[],
  responses: Responses,
  options: { prune?: boolean; validate?: boolean; isInterrupted?: () => boolean } = {},
) {
  const { prune = false, validate = false, isInterrupted = () => false } = options;
  const calls: [string, Parameters][] = [];
  const call = ({ name }: Operation, parameters: Parameters) => {
    calls.push([name, parameters]);
    const response = responses[name] ?? new Error(`no response for ${name}`);
    return response instanceof Error ? Promise.reject(response) : Promise.resolve(response);
  };
  const results = await applyRegistry(planRegistry(wanted, actual, prune), { call, validate, isInterrupted });
  return { calls, results: results.map(({ plan, ...result }) => ({ action: plan.action, ...result })) };
}

describe('planRegistry', () => {
  it.each([
    ['a rule that is missing', [], 'create'],
    ['the same rule', [quay], 'none'],
    ['the same rule with a slash', [{ ...quay, ecrRepositoryPrefix: 'quay/' }], 'none'],
    ['another URL', [{ ...quay, upstreamRegistryUrl: 'ghcr.io' }], 'conflict'],
  ] as const)('plans %s', (_, actual, action) => {
    expect(planRegistry([quay], actual, false).map((plan) => plan.action)).toEqual([action]);
  });

  it('plans an update for another role, and a conflict for other differences', () => {
    const wanted = { ...quay, customRoleArn: role };
    expect(planRegistry([wanted], [quay], false)).toMatchObject([
      { action: 'update', differences: [{ member: 'customRoleArn', actual: undefined, wanted: role }] },
    ]);
    expect(planRegistry([wanted], [{ ...quay, upstreamRegistryUrl: 'ghcr.io' }], false)).toMatchObject([
      { action: 'conflict', differences: [{ member: 'upstreamRegistryUrl' }, { member: 'customRoleArn' }] },
    ]);
  });

  it('plans deletions with prune only', () => {
    const other = { ...quay, ecrRepositoryPrefix: 'other' };
    expect(planRegistry([quay], [quay, other], false)).toHaveLength(1);
    expect(planRegistry([quay], [quay, other], true)).toMatchObject([
      { action: 'none' },
      { action: 'delete', ecrRepositoryPrefix: 'other' },
    ]);
  });
});

describe('applyRegistry', () => {
  it('creates, updates and deletes', async () => {
    const wanted = [
      { ...quay, ecrRepositoryPrefix: 'new' },
      { ...quay, customRoleArn: role },
    ];
    const { calls, results } = await apply(
      wanted,
      [quay, { ...quay, ecrRepositoryPrefix: 'old' }],
      {
        CreatePullThroughCacheRule: { registryId: '123456789012' },
        UpdatePullThroughCacheRule: {},
        DeletePullThroughCacheRule: {},
      },
      { prune: true },
    );
    expect(calls).toEqual([
      ['CreatePullThroughCacheRule', wanted[0]],
      ['UpdatePullThroughCacheRule', { ecrRepositoryPrefix: 'quay', customRoleArn: role }],
      ['DeletePullThroughCacheRule', { ecrRepositoryPrefix: 'old' }],
    ]);
    expect(results).toEqual([
      { action: 'create', done: true, registryId: '123456789012' },
      { action: 'update', done: true },
      { action: 'delete', done: true },
    ]);
  });

  it('changes nothing for a rule that is the same or in conflict', async () => {
    const { calls, results } = await apply(
      [quay, { ...quay, ecrRepositoryPrefix: 'b' }],
      [quay, { ecrRepositoryPrefix: 'b', upstreamRegistryUrl: 'ghcr.io' }],
      {},
    );
    expect(calls).toEqual([]);
    expect(results).toEqual([{ action: 'none' }, { action: 'conflict' }]);
  });

  it.each([
    [quay, 'none'],
    [{ ...quay, upstreamRegistryUrl: 'ghcr.io' }, 'conflict'],
  ])('describes a rule again after another process has created it: %j', async (rule, action) => {
    const { calls, results } = await apply([quay], [], {
      CreatePullThroughCacheRule: serviceError('PullThroughCacheRuleAlreadyExistsException'),
      DescribePullThroughCacheRules: { pullThroughCacheRules: [rule] },
    });
    expect(calls.map(([name]) => name)).toEqual(['CreatePullThroughCacheRule', 'DescribePullThroughCacheRules']);
    expect(results).toEqual([{ action }]);
  });

  it('counts a rule that no longer exists as deleted', async () => {
    const { results } = await apply(
      [],
      [quay],
      {
        DeletePullThroughCacheRule: serviceError('PullThroughCacheRuleNotFoundException'),
      },
      { prune: true },
    );
    expect(results).toEqual([{ action: 'delete', done: true }]);
  });

  it('continues after a rule that fails', async () => {
    const { results } = await apply(
      [quay, { ...quay, customRoleArn: role, ecrRepositoryPrefix: 'b' }],
      [{ ...quay, ecrRepositoryPrefix: 'b' }],
      {
        CreatePullThroughCacheRule: serviceError('LimitExceededException'),
        UpdatePullThroughCacheRule: {},
      },
    );
    expect(results).toEqual([
      {
        action: 'create',
        done: false,
        error: { code: 'LimitExceededException', message: 'the message of LimitExceededException' },
      },
      { action: 'update', done: true },
    ]);
  });

  it('validates each rule that exists', async () => {
    const wanted = [quay, { ...quay, ecrRepositoryPrefix: 'b' }];
    const good = await apply(
      wanted,
      [quay],
      { CreatePullThroughCacheRule: {}, ValidatePullThroughCacheRule: { isValid: true } },
      { validate: true },
    );
    expect(good.results).toEqual([
      { action: 'none', valid: true },
      { action: 'create', done: true, valid: true },
    ]);
    const bad = await apply(
      [quay],
      [quay],
      { ValidatePullThroughCacheRule: { isValid: false, failure: 'no access' } },
      { validate: true },
    );
    expect(bad.results).toEqual([{ action: 'none', valid: false, failure: 'no access' }]);
    const failed = await apply(
      [quay],
      [],
      { CreatePullThroughCacheRule: serviceError('LimitExceededException') },
      { validate: true },
    );
    expect(failed.calls.map(([name]) => name)).toEqual(['CreatePullThroughCacheRule']);
    const unchecked = await apply(
      [quay],
      [quay],
      { ValidatePullThroughCacheRule: new GeneralError('odd') },
      { validate: true },
    );
    expect(unchecked.results).toEqual([{ action: 'none', error: { code: 'Error', message: 'odd' } }]);
  });

  it('starts no further change after Ctrl-C', async () => {
    let calls = 0;
    const { results } = await apply(
      [quay, { ...quay, ecrRepositoryPrefix: 'b' }],
      [],
      { CreatePullThroughCacheRule: {} },
      { isInterrupted: () => calls++ > 0 },
    );
    expect(results).toMatchObject([
      { action: 'create', done: true },
      { action: 'create', done: false, error: { code: 'Interrupted' } },
    ]);
  });

  it('stops when the service cannot be reached', async () => {
    const { calls, results } = await apply([quay, { ...quay, ecrRepositoryPrefix: 'b' }], [], {
      CreatePullThroughCacheRule: new UnansweredError('no connection', false),
    });
    expect(calls).toHaveLength(1);
    const error = { code: 'NetworkError', message: 'no connection' };
    expect(results).toEqual([
      { action: 'create', done: false, error },
      { action: 'create', done: false, error },
    ]);
  });

  it('rethrows unexpected errors', async () => {
    await expect(apply([quay], [], {})).rejects.toThrow('no response for');
  });
});
