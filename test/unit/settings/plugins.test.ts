import { expect, it } from 'vitest';

import { warnOfPlugins } from '../../../src/settings/plugins.ts';
import { testIo } from '../../support/test-io.ts';

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
