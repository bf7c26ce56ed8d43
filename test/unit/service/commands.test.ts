import { expect, it } from 'vitest';

import { getAuthorizationToken, operations } from '../../../src/model/operations.ts';
import { commands } from '../../../src/service/commands.ts';

it('has a command for every operation of the model', () => {
  expect(Object.keys(commands).sort()).toEqual([...operations, getAuthorizationToken].map(({ name }) => name).sort());
});
