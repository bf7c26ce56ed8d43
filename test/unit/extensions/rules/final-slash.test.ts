import { expect, it } from 'vitest';

import { ensureRule } from '../../../../src/extensions/rules/ensure-rule.ts';
import { ServiceError } from '../../../../src/model/errors.ts';
import { operationByName } from '../../../../src/model/operations.ts';
import type { Operation } from '../../../../src/model/shapes.ts';
import type { Parameters, ValueMap } from '../../../../src/model/values.ts';

const secret = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/a';
const refused = (code: string) => new ServiceError(code, 'X', 'Refused.', undefined);

it.each([
  ['hub/', 'hub'],
  ['hub', 'hub/'],
])('--if-exists lists and updates a rule in the spelling of the registry: %s for %s', async (given, spelling) => {
  const rule = { ecrRepositoryPrefix: spelling, upstreamRegistryUrl: 'registry-1.docker.io' };
  const updated = { ecrRepositoryPrefix: spelling, credentialArn: secret };
  const calls: [string, Parameters][] = [];
  const responses: Readonly<Record<string, (parameters: Parameters) => ValueMap | Error>> = {
    CreatePullThroughCacheRule: () => refused('PullThroughCacheRuleAlreadyExistsException'),
    DescribePullThroughCacheRules: ({ ecrRepositoryPrefixes }) =>
      ecrRepositoryPrefixes === undefined
        ? { pullThroughCacheRules: [{ ...rule, ecrRepositoryPrefix: 'other' }, rule] }
        : refused('PullThroughCacheRuleNotFoundException'),
    UpdatePullThroughCacheRule: () => updated,
    ValidatePullThroughCacheRule: () => ({ isValid: true }),
  };
  const call = ({ name }: Operation, parameters: Parameters) => {
    calls.push([name, parameters]);
    const response = responses[name]?.(parameters) ?? new Error(`not called in this test: ${name}`);
    return response instanceof Error ? Promise.reject(response) : Promise.resolve(response);
  };
  const printed: ValueMap[] = [];
  await ensureRule(
    {
      operation: operationByName('CreatePullThroughCacheRule'),
      parameters: { ...rule, ...updated, ecrRepositoryPrefix: given },
      options: { ifExists: 'update', validate: true },
    },
    { call, print: (one) => Promise.resolve(void printed.push(one)), warn: (line) => Promise.reject(new Error(line)) },
  );
  expect(printed).toEqual([{ ...rule, ...updated }]);
  expect(calls.slice(1)).toEqual([
    ['DescribePullThroughCacheRules', { ecrRepositoryPrefixes: [given] }],
    ['DescribePullThroughCacheRules', {}],
    ['UpdatePullThroughCacheRule', updated],
    ['ValidatePullThroughCacheRule', { ecrRepositoryPrefix: spelling }],
  ]);
});
