import { describe, expect, it } from 'vitest';

import { checkSettings, warnOfPlugins } from '../../../src/settings/startup-checks.ts';
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

describe('plugins', () => {
  const config = '/home/someone/.aws/config';

  async function warningFor(text: string): Promise<string> {
    const io = testIo({}, { [config]: text });
    await warnOfPlugins(io);
    return io.err();
  }

  it.each([
    [
      '[plugins]\ncli_legacy_plugin_path = /p\nendpoint = awscli_plugin_endpoint\n',
      `warning: ecr cannot load the plugin awscli_plugin_endpoint of [plugins] in ${config}: it is a Python module for the AWS CLI.\n`,
    ],
    [
      '[plugins]\na = one\ncli_legacy_plugin_path =\nb = two.three\nc =\n',
      `warning: ecr cannot load the plugins one, two.three, c of [plugins] in ${config}: they are Python modules for the AWS CLI.\n`,
    ],
  ])('warns about the modules in %j', async (text, warning) => {
    expect(await warningFor(text)).toBe(warning);
  });

  // The AWS CLI loads no plugin for these.
  it.each([
    '',
    '[plugins]\nendpoint = awscli_plugin_endpoint\n',
    '[plugins]\ncli_legacy_plugin_path = /p\n',
    '[profile plugins]\ncli_legacy_plugin_path = /p\nendpoint = awscli_plugin_endpoint\n',
  ])('prints no warning for %j', async (text) => {
    expect(await warningFor(text)).toBe('');
  });
});
