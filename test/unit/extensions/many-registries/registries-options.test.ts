import { expect, it } from 'vitest';

import { registriesOptions } from '../../../../src/extensions/many-registries/registries-options.ts';
import { applyCommand } from '../../../../src/model/builtin-commands.ts';

const read = (options: Readonly<Record<string, unknown>>) =>
  registriesOptions({ command: applyCommand, globals: {}, words: [], options: { rules: '[]', ...options } });

it.each([
  [{ profiles: ['prod', ''] }, 'argument --profiles: a value is empty. If it is a variable of a shell, set it'],
  [{ regions: [''] }, 'argument --regions: a value is empty. If it is a variable of a shell, set it'],
  [{ regions: ['us-east-1,eu-west-1'] }, 'separate the values with spaces: --regions us-east-1 eu-west-1'],
  [{ regions: ['us-east-1,', 'eu-west-1'] }, 'separate the values with spaces: --regions us-east-1 eu-west-1'],
  [{ regions: ['us-east-1 eu-west-1'] }, 'in one argument. Use: --regions us-east-1 eu-west-1'],
  [{ regions: ['us-east-1', ''] }, 'argument --regions: a value is empty. If it is a variable of a shell, set it'],
  [{ accounts: ['111111111111\n222222222222'], roleName: 'r' }, ': --accounts 111111111111 222222222222'],
  [
    { accounts: ['111111111111,222222222222'], roleName: 'r' },
    'separate the values with spaces: --accounts 111111111111 222222222222',
  ],
  [
    { accounts: ['111111111111'], roleName: 'arn:aws:iam::111111111111:role/deploy/RegistryAdmin' },
    'argument --role-name: use the name of the role instead of its ARN: deploy/RegistryAdmin',
  ],
  [{ accounts: ['111111111111'], roleName: 'arn:aws:iam::111111111111:user/u' }, 'instead of its ARN: <name>'],
])('refuses %j', (options, message) => {
  expect(() => read(options)).toThrow(message);
});

it('accepts lists of values, and a role with a path', () => {
  expect(
    read({ regions: ['us-east-1', 'eu-west-1'], accounts: ['111111111111'], roleName: 'deploy/RegistryAdmin' }),
  ).toMatchObject({ regions: ['us-east-1', 'eu-west-1'], roleName: 'deploy/RegistryAdmin' });
});

it('accepts any large number of registries at a time', () => {
  expect(read({ concurrency: 1e20 }).concurrency).toBe(Number.MAX_SAFE_INTEGER);
});
