import { describe, expect, it } from 'vitest';

import { printAndReport } from '../../../../src/extensions/many-registries/report.ts';
import {
  tableRows,
  type RegistryResult,
  type RuleAction,
  type RuleResult,
} from '../../../../src/extensions/many-registries/result.ts';
import { registryIn } from '../../../support/registry-results.ts';
import { testIo } from '../../../support/test-io.ts';

const error = { code: 'ServerException', message: 'No.\n  Try again.' };
const interrupted = { code: 'Interrupted', message: 'Ctrl-C was pressed.' };
const difference = { member: 'upstreamRegistryUrl', actual: 'quay.io', wanted: 'ghcr.io' };

function rule(action: RuleAction, more: Partial<RuleResult> = {}): RuleResult {
  const differences = action === 'conflict' ? [difference] : [];
  return { plan: { ecrRepositoryPrefix: 'quay', action, differences, wanted: undefined }, ...more };
}

const registry = (rules: readonly RuleResult[], more: Partial<RegistryResult> = {}): RegistryResult => ({
  ...registryIn('us-east-1'),
  rules,
  ...more,
});

async function reported(results: readonly RegistryResult[], kind: 'planned' | 'applied', columns?: number) {
  const io = testIo();
  const stderr = columns === undefined ? io.stderr : { ...io.stderr, isTerminal: true, columns };
  const summary = await printAndReport(() => Promise.resolve(), results, [], kind, { ...io, stderr });
  return { summary, lines: io.err().trimEnd().split('\n') };
}
const lastLine = async (results: readonly RegistryResult[], kind: 'planned' | 'applied' = 'applied') =>
  (await reported(results, kind)).lines.at(-1);

describe('the summary', () => {
  it.each<[string, readonly RuleResult[], string]>([
    ['no rules', [], 'no rules'],
    ['changes', [rule('create', { done: true }), rule('delete', { done: true })], '1 created, 1 deleted'],
    ['unchanged rules', [rule('none'), rule('none', { valid: true })], '2 unchanged'],
    ['conflicts', [rule('conflict'), rule('conflict')], '2 conflicts'],
    ['a change that was not done', [rule('update', { done: false })], 'no rules'],
    ['a failure', [rule('create', { done: false, error })], '1 failed'],
    ['a created rule that is not valid', [rule('create', { done: true, valid: false })], '1 created, 1 failed'],
    ['a created rule that could not be validated', [rule('create', { done: true, error })], '1 created, 1 failed'],
    ['an interruption', [rule('create', { done: false, error: interrupted })], '1 interrupted'],
  ])('of apply counts %s', async (_, rules, counts) => {
    expect(await lastLine([registry(rules)])).toBe(`1 registry: ${counts}`);
  });

  it('of plan counts what is to be done, but not a rule that cannot be', async () => {
    const rules = [rule('create'), rule('update'), rule('create', { error })];
    expect(await lastLine([registry(rules)], 'planned')).toBe('1 registry: 1 to create, 1 to update, 1 failed');
  });

  it('counts registries that failed or were interrupted', async () => {
    const results = [registry([], { error }), registry([], { error: interrupted })];
    expect(await lastLine(results)).toBe('2 registries: 1 failed, 1 interrupted');
  });
});

describe('the report', () => {
  it('has a line for each failure, conflict and invalid rule', async () => {
    const { lines } = await reported(
      [
        registry([rule('create', { done: false, error }), rule('conflict')]),
        registry([rule('none', { valid: false, failure: 'no access' })], { error: interrupted }),
      ],
      'applied',
    );
    expect(lines).toEqual([
      'us-east-1: quay: ServerException: No. Try again.',
      'us-east-1: quay: conflict: upstreamRegistryUrl is quay.io; wanted: ghcr.io',
      'us-east-1: quay: not valid: no access',
      expect.stringContaining('Delete it and create it again'),
      '2 registries: 1 unchanged, 1 conflict, 2 failed, 1 interrupted',
    ]);
  });

  it('has one line for the same failure of more than ten registries', async () => {
    const failed = (length: number) =>
      Array.from({ length }, (_, index) => ({ ...registryIn('us-east-1', `p${String(index)}`), error }));
    expect((await reported(failed(10), 'planned')).lines).toHaveLength(11);
    expect((await reported(failed(11), 'planned')).lines).toEqual([
      'p0/us-east-1 and 10 other registries: ServerException: No. Try again.',
      '11 registries: 11 failed',
    ]);
  });

  it('warns about a plan with more rules than a registry holds', async () => {
    const rules = [rule('create'), rule('create'), rule('delete')];
    expect((await reported([registry(rules, { ruleCount: 49 })], 'planned')).lines).toHaveLength(1);
    expect((await reported([registry(rules, { ruleCount: 50 })], 'planned')).lines[0]).toBe(
      'us-east-1: the plan ends with 51 rules, but a registry holds 50 at most',
    );
  });

  it('is wrapped on a terminal, which it cannot control', async () => {
    const failure = { code: 'A', message: '\u001b[2J one two' };
    const { lines } = await reported([registry([], { error: failure })], 'planned', 20);
    expect(lines.slice(0, 2)).toEqual(['us-east-1: A:', String.raw`\x1b[2J one two`]);
  });
});

describe('the rows of a table', () => {
  it('leave out rules that are as the file wants them', () => {
    expect(tableRows([registry([rule('none'), rule('none', { valid: true })])])).toEqual([]);
  });

  it('say what differs or became of a rule', () => {
    const rows = tableRows([
      registry(
        [
          rule('create'),
          rule('create', { done: true, valid: false, failure: 'no access' }),
          rule('conflict'),
          rule('none', { error }),
          rule('update', { done: false, error: interrupted }),
        ],
        { error: interrupted },
      ),
    ]);
    expect(rows.map(({ action, failed, result }) => [action, failed, result])).toEqual([
      ['create', false, ''],
      ['create', true, 'done\nnot valid: no access'],
      ['conflict', false, 'upstreamRegistryUrl: quay.io -> ghcr.io'],
      ['none', true, 'ServerException: No.\n  Try again.'],
      ['update', false, 'Interrupted: Ctrl-C was pressed.'],
      ['interrupted', false, 'Interrupted: Ctrl-C was pressed.'],
    ]);
  });
});
