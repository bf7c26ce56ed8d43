import { expect, it } from 'vitest';

import { allOperations } from '../../../src/model/operations.ts';
import { commands } from '../../../src/service/commands.ts';

it('has a command for every operation of the model', () => {
  expect(Object.keys(commands).sort()).toEqual(
    allOperations()
      .map(({ name }) => name)
      .sort(),
  );
});
