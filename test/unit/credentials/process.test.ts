import { describe, expect, it } from 'vitest';

import type { CredentialContext } from '../../../src/credentials/context.ts';
import { processCredentials } from '../../../src/credentials/process.ts';
import { resolveProfile } from '../../../src/settings/chosen-profile.ts';
import { clientSettings } from '../../../src/settings/client-settings.ts';
import { resolveSettings } from '../../../src/settings/settings.ts';
import { testIo } from '../../support/test-io.ts';

/** Runs the provider with a program that prints each of these in turn. */
async function ask(commandLine: string, ...printed: (object | string)[]) {
  const commands: (readonly string[])[] = [];
  const io = {
    ...testIo({}, { '/home/someone/.aws/config': `[default]\ncredential_process = ${commandLine}\n` }),
    run: (command: readonly string[]) => {
      const stdout = printed[Math.min(commands.push(command), printed.length) - 1] ?? '';
      return Promise.resolve({
        exitCode: 0,
        stdout: typeof stdout === 'string' ? stdout : JSON.stringify(stdout),
        stderr: '',
      });
    },
  };
  const profile = resolveProfile(undefined, io);
  const context: CredentialContext = {
    io,
    region: 'us-east-1',
    profile,
    settings: clientSettings(resolveSettings({}, io), io),
  };
  return { found: await processCredentials(profile, context), commands };
}

const keys = { Version: 1, AccessKeyId: 'AKID', SecretAccessKey: 'secret' };
const over = { ...keys, Expiration: '2020-01-01T00:00:00Z' };

describe('a credential_process (AWS CLI 2.36)', () => {
  it('is run without a shell', async () => {
    const { found, commands } = await ask('program "a b" $HOME', keys);
    expect(commands).toEqual([['program', 'a b', '$HOME']]);
    expect(found).toEqual({ accessKeyId: 'AKID', secretAccessKey: 'secret' });
  });

  it('is run again where its credentials are over', async () => {
    const { found, commands } = await ask('program', over, {
      ...keys,
      SessionToken: 't',
      Expiration: '2099-01-01T00:00:00Z',
    });
    expect(commands).toHaveLength(2);
    expect(found).toEqual({ accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 't' });
  });

  it.each([
    ['program', over, 'Credentials were refreshed, but the refreshed credentials are still expired.'],
    ['program', { ...keys, Expiration: 'x' }, 'Unknown string format: x'],
    [
      'program',
      '{"SecretAccessKey": "secret',
      'Error when retrieving credentials from custom-process: the program did not print JSON',
    ],
    [
      'program',
      { ...keys, Version: 2 },
      "Unsupported version '2' for credential process provider, supported versions: 1",
    ],
    ["program 'secret", keys, 'The value of credential_process has no closing quotation.'],
    ['', keys, 'The value of credential_process names no program.'],
  ])('%s that prints %j is refused', async (commandLine, printed, message) => {
    const asked = ask(commandLine, printed);
    await expect(asked).rejects.toThrow(message);
    await expect(asked).rejects.not.toThrow('secret');
  });
});
