import { describe, expect, it } from 'vitest';

import { applyRegistry } from '../../../../src/extensions/many-registries/apply-registry.ts';
import { planRules } from '../../../../src/extensions/many-registries/registry-plan.ts';
import { GeneralError, ServiceError, UnansweredError } from '../../../../src/model/errors.ts';
import type { Operation } from '../../../../src/model/shapes.ts';
import type { Parameters, ValueMap } from '../../../../src/model/values.ts';
import { ruleName } from '../../../../src/extensions/rules/rule-calls.ts';
import { registryIn } from '../../../support/registry-results.ts';

const quay = { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' };
const role = 'arn:aws:iam::123456789012:role/r';
const serviceError = (code: string) => new ServiceError(code, 'X', `the message of ${code}`, undefined);
const named = (ecrRepositoryPrefix: string) => ({ ...quay, ecrRepositoryPrefix });
const count = (length: number, name: string) => Array.from({ length }, (_, index) => named(`${name}${String(index)}`));

type Response = ValueMap | Error;
type Responses = Readonly<Record<string, Response | ((parameters: Parameters) => Response)>>;

/** Plans and applies one registry with scripted responses by operation name. */
async function apply(
  wanted: readonly Parameters[],
  actual: readonly ValueMap[],
  responses: Responses,
  options: { prune?: boolean; validate?: boolean; isInterrupted?: () => boolean } = {},
) {
  const { prune = false, validate = false, isInterrupted = () => false } = options;
  const calls: [string, Parameters][] = [];
  const traced: string[] = [];
  const call = ({ name }: Operation, parameters: Parameters) => {
    calls.push([name, parameters]);
    const scripted = responses[name] ?? new Error(`no response for ${name}`);
    const response = typeof scripted === 'function' ? scripted(parameters) : scripted;
    return response instanceof Error ? Promise.reject(response) : Promise.resolve(response);
  };
  const rules = planRules(wanted, actual, prune).map((plan) => ({ plan }));
  const trace = (_: string, message: string) => void traced.push(message);
  const planned = { ...registryIn('us-east-1'), ruleCount: actual.length, rules };
  const results = await applyRegistry(planned, { call, validate, isInterrupted, trace });
  return {
    calls,
    traced,
    changes: calls.map(([name, parameters]) => `${name.slice(0, 6)} ${ruleName(parameters).ecrRepositoryPrefix}`),
    results: results.map(({ plan, ...result }) => ({ action: plan.action, ...result })),
  };
}

describe('planRules', () => {
  it.each([
    ['a rule that is missing', [], 'create'],
    ['the same rule', [quay], 'none'],
    ['the same rule with a slash', [{ ...quay, ecrRepositoryPrefix: 'quay/' }], 'none'],
    ['the same host in another case', [{ ...quay, upstreamRegistryUrl: 'Quay.IO' }], 'none'],
    ['no upstream prefix where the registry has one', [{ ...quay, upstreamRepositoryPrefix: 'team' }], 'none'],
    ['another URL', [{ ...quay, upstreamRegistryUrl: 'ghcr.io' }], 'conflict'],
  ] as const)('plans %s', (_, actual, action) => {
    expect(planRules([quay], actual, false).map((plan) => plan.action)).toEqual([action]);
  });

  it('takes an upstream prefix that the registry leaves out for ROOT', () => {
    const planned = (upstreamRepositoryPrefix: string) =>
      planRules([{ ...quay, upstreamRepositoryPrefix }], [quay], false)[0];
    expect(planned('ROOT')).toMatchObject({ action: 'none', differences: [] });
    expect(planned('team')).toMatchObject({
      action: 'conflict',
      differences: [{ member: 'upstreamRepositoryPrefix', actual: 'ROOT', wanted: 'team' }],
    });
  });

  it.each([
    ['quay', 'quay/'],
    ['quay/', 'quay'],
  ])('uses the spelling of the registry: file %s, registry %s', (inFile, inRegistry) => {
    const wanted = { ...quay, ecrRepositoryPrefix: inFile, customRoleArn: role };
    const actual = { ...quay, ecrRepositoryPrefix: inRegistry };
    expect(planRules([wanted], [named('quay-2'), actual], true)).toMatchObject([
      { action: 'update', ecrRepositoryPrefix: inRegistry },
      { action: 'delete', ecrRepositoryPrefix: 'quay-2' },
    ]);
  });

  it('compares with the same spelling first', () => {
    const actual = [{ ...named('quay/'), upstreamRegistryUrl: 'ghcr.io' }, quay];
    expect(planRules([quay], actual, true)).toMatchObject([{ action: 'none', ecrRepositoryPrefix: 'quay' }]);
  });

  it('plans an update for another role, and a conflict for other differences', () => {
    const wanted = { ...quay, customRoleArn: role };
    expect(planRules([wanted], [quay], false)).toMatchObject([
      { action: 'update', differences: [{ member: 'customRoleArn', actual: undefined, wanted: role }] },
    ]);
    expect(planRules([wanted], [{ ...quay, upstreamRegistryUrl: 'ghcr.io' }], false)).toMatchObject([
      { action: 'conflict', differences: [{ member: 'upstreamRegistryUrl' }, { member: 'customRoleArn' }] },
    ]);
  });

  it('plans deletions with prune only', () => {
    const other = { ...quay, ecrRepositoryPrefix: 'other' };
    expect(planRules([quay], [quay, other], false)).toHaveLength(1);
    expect(planRules([quay], [quay, other], true)).toMatchObject([
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
      CreatePullThroughCacheRule: Object.assign(new UnansweredError('no connection'), { note: 'It may be there.' }),
    });
    expect(calls).toHaveLength(1);
    const error = { code: 'NetworkError', message: 'no connection' };
    expect(results).toEqual([
      { action: 'create', done: false, error: { ...error, note: 'It may be there.' } },
      { action: 'create', done: false, error },
    ]);
  });

  it('goes on after a rule whose secret could not be looked up, but deletes nothing', async () => {
    const error = { code: 'NetworkError', message: 'no connection to Secrets Manager' };
    const [failed, ...others] = planRules([quay, named('b')], [named('old')], true).map((plan) => ({ plan }));
    if (failed === undefined) throw new Error('There is no plan.');
    const planned = { ...registryIn('us-east-1'), ruleCount: 1, rules: [{ ...failed, error }, ...others] };
    const results = await applyRegistry(planned, {
      call: () => Promise.resolve({}),
      validate: false,
      isInterrupted: () => false,
      trace: undefined,
    });
    expect(results.map(({ done, error: { code } = { code: undefined } }) => [done, code])).toEqual([
      [false, 'NetworkError'],
      [true, undefined],
      [false, 'DeletionWithheld'],
    ]);
  });

  it('reports an unexpected error in the rule, with its stack in the debug log', async () => {
    const { results, traced } = await apply([quay, named('b')], [], {
      CreatePullThroughCacheRule: ({ ecrRepositoryPrefix }) =>
        ecrRepositoryPrefix === 'quay' ? new TypeError('odd') : {},
    });
    expect(results).toEqual([
      { action: 'create', done: false, error: { code: 'Unexpected', message: 'odd' } },
      { action: 'create', done: true },
    ]);
    expect(traced.join()).toContain('TypeError: odd\n    at ');
  });

  it('reports a rule that was created and could not be validated', async () => {
    const { results } = await apply(
      [quay],
      [],
      { CreatePullThroughCacheRule: {}, ValidatePullThroughCacheRule: serviceError('ServerException') },
      { validate: true },
    );
    const error = { code: 'ServerException', message: 'the message of ServerException' };
    expect(results).toEqual([{ action: 'create', done: true, error }]);
  });

  it('refuses a secret of another account as soon as a response names the account', async () => {
    const secret = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/a';
    const hub = { ...named('hub'), upstreamRegistryUrl: 'registry-1.docker.io', credentialArn: secret };
    const { calls, results } = await apply([quay, hub], [], {
      CreatePullThroughCacheRule: { registryId: '111111111111' },
    });
    expect(calls).toHaveLength(1);
    expect(results[1]).toMatchObject({ action: 'create', done: false, error: { code: 'InvalidRule' } });
  });

  it.each(['quay', 'quay/'])('finds the rule that another process has created as %s', async (spelling) => {
    const { changes, results } = await apply([{ ...named('quay/'), customRoleArn: role }], [], {
      CreatePullThroughCacheRule: serviceError('PullThroughCacheRuleAlreadyExistsException'),
      DescribePullThroughCacheRules: ({ ecrRepositoryPrefixes }) =>
        Array.isArray(ecrRepositoryPrefixes) && ecrRepositoryPrefixes[0] !== spelling
          ? serviceError('PullThroughCacheRuleNotFoundException')
          : { pullThroughCacheRules: [named('other'), named(spelling)] },
      UpdatePullThroughCacheRule: {},
    });
    expect(changes.at(-1)).toBe(`Update ${spelling}`);
    expect(results).toEqual([{ action: 'update', done: true }]);
  });
});

describe('deletions', () => {
  const responses = { CreatePullThroughCacheRule: {}, DeletePullThroughCacheRule: {} };

  it('come last where there is room for the new rules', async () => {
    const { changes } = await apply([named('a'), named('b')], count(48, 'old'), responses, { prune: true });
    expect(changes.slice(0, 3)).toEqual(['Create a', 'Create b', 'Delete old0']);
    expect(changes).toHaveLength(50);
  });

  it('come before a creation only where the quota needs it', async () => {
    const { changes, results } = await apply([named('a'), named('b')], count(49, 'old'), responses, { prune: true });
    expect(changes.slice(0, 4)).toEqual(['Create a', 'Delete old0', 'Create b', 'Delete old1']);
    expect(changes).toHaveLength(51);
    expect(results.every(({ done }) => done === true)).toBe(true);
  });

  it('are withheld after a creation that failed', async () => {
    const refused = serviceError('LimitExceededException');
    const { changes, results } = await apply(
      [named('a'), named('b')],
      count(50, 'old'),
      {
        ...responses,
        CreatePullThroughCacheRule: ({ ecrRepositoryPrefix }) => (ecrRepositoryPrefix === 'a' ? refused : {}),
      },
      { prune: true },
    );
    // The place that was made for the first creation serves the second.
    expect(changes).toEqual(['Delete old0', 'Create a', 'Create b']);
    expect(results.slice(1, 4)).toMatchObject([
      { action: 'create', done: true },
      { action: 'delete', done: true },
      { action: 'delete', done: false, error: { code: 'DeletionWithheld' } },
    ]);
  });

  it('that fail make no room, so that the next one is tried', async () => {
    const { changes } = await apply(
      [named('a')],
      count(50, 'old'),
      {
        ...responses,
        DeletePullThroughCacheRule: ({ ecrRepositoryPrefix }) =>
          ecrRepositoryPrefix === 'old0' ? serviceError('ServerException') : {},
      },
      { prune: true },
    );
    expect(changes.slice(0, 3)).toEqual(['Delete old0', 'Delete old1', 'Create a']);
  });

  it('are interrupted like all other changes', async () => {
    const { changes, results } = await apply([named('a')], count(50, 'old'), responses, {
      prune: true,
      isInterrupted: () => true,
    });
    expect(changes).toEqual([]);
    expect(new Set(results.map(({ error }) => error?.code))).toEqual(new Set(['Interrupted']));
  });
});
