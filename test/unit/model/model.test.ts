import { expect, it } from 'vitest';

import { commandName, operations } from '../../../src/model/operations.ts';
import { commandLineName } from '../../../src/model/shapes.ts';

it.each([
  ['CreatePullThroughCacheRule', 'create-pull-through-cache-rule'],
  ['upstreamRegistryUrl', 'upstream-registry-url'],
  ['nextToken', 'next-token'],
])('%s becomes %s on the command line', (api, commandLine) => {
  expect(commandLineName(api)).toBe(commandLine);
});

it('every operation has its builtin command', () => {
  expect(new Set(operations.map(commandName)).size).toBe(operations.length);
});
