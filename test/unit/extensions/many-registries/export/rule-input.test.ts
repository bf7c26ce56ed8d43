import { expect, it } from 'vitest';

import { ruleEntries, ruleMembers } from '../../../../../src/extensions/many-registries/export/rule-input.ts';
import { operationByName } from '../../../../../src/model/operations.ts';

it('has the members of the create operation without the registry', () => {
  const { input } = operationByName('CreatePullThroughCacheRule');
  const names = input.members.map(({ name }) => name).filter((name) => name !== 'registryId');
  expect(ruleMembers).toEqual(names);
});

it('lists the members of a rule in the order of the operation', () => {
  const rule = { upstreamRepositoryPrefix: 'library', upstreamRegistryUrl: 'quay.io', ecrRepositoryPrefix: 'quay' };
  expect(ruleEntries(rule)).toEqual([
    ['ecrRepositoryPrefix', 'quay'],
    ['upstreamRegistryUrl', 'quay.io'],
    ['upstreamRepositoryPrefix', 'library'],
  ]);
});
