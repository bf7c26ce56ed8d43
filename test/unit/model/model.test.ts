import { expect, it } from 'vitest';

import { commandLineName } from '../../../src/model/naming.ts';
import { commandName, operations } from '../../../src/model/operations.ts';

it.each([
  ['CreatePullThroughCacheRule', 'create-pull-through-cache-rule'],
  ['upstreamRegistryUrl', 'upstream-registry-url'],
  ['nextToken', 'next-token'],
])('%s is spelt %s', (api, commandLine) => {
  expect(commandLineName(api)).toBe(commandLine);
});

it('every operation has a command of its own', () => {
  expect(new Set(operations.map(commandName)).size).toBe(operations.length);
});
