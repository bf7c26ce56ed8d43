import { expect, it } from 'vitest';

import { checkSettings } from '../../../src/settings/startup-checks.ts';
import { testIo } from '../../support/test-io.ts';

async function warningFor(profile: string, settings: string): Promise<string> {
  const io = testIo({}, { '/home/someone/.aws/config': settings });
  await checkSettings(new Map([['profile', [profile]]]), io);
  return io.err();
}

const settings = '[default]\ncli_history = enabled\n[profile off]\ncli_history = disabled\n[profile none]\n';

it('warns that no history is kept', async () => {
  expect(await warningFor('default', settings)).toBe(
    'warning: cli_history = enabled has no effect: ecr keeps no history of calls.\n',
  );
});

// The AWS CLI keeps none with these either.
it.each(['off', 'none', 'missing'])('prints no warning for the profile %s', async (profile) => {
  expect(await warningFor(profile, settings)).toBe('');
});
