import { describe, expect, it } from 'vitest';

import { processCredentials } from '../../../src/credentials/process.ts';
import { testIo } from '../../support/test-io.ts';

/** Fetches credentials from a program that prints these outputs in turn. */
async function fetchFrom(commandLine: string, ...outputs: (object | string)[]) {
  const commands: (readonly string[])[] = [];
  const io = {
    ...testIo(),
    run: (command: readonly string[]) => {
      const output = outputs[Math.min(commands.push(command), outputs.length) - 1] ?? '';
      const stdout = typeof output === 'string' ? output : JSON.stringify(output);
      return Promise.resolve({ exitCode: 0, stdout, stderr: '' });
    },
  };
  const fetch = await processCredentials({ values: new Map([['credential_process', commandLine]]) }, { io });
  return { credentials: await fetch?.(), commands };
}

const keys = { Version: 1, AccessKeyId: 'AKID', SecretAccessKey: 'secret' };
const expired = { ...keys, Expiration: '2020-01-01T00:00:00Z' };
const withVersion = (version: string) => `{"Version": ${version}, "AccessKeyId": "AKID", "SecretAccessKey": "secret"}`;

describe('credential_process', () => {
  it('runs without a shell', async () => {
    const { credentials, commands } = await fetchFrom('program "a b" $HOME', keys);
    expect(commands).toEqual([['program', 'a b', '$HOME']]);
    expect(credentials).toEqual({ accessKeyId: 'AKID', secretAccessKey: 'secret' });
  });

  it('runs again when its credentials are expired', async () => {
    const { credentials, commands } = await fetchFrom('program', expired, {
      ...keys,
      SessionToken: 't',
      Expiration: '2099-01-01T00:00:00Z',
    });
    expect(commands).toHaveLength(2);
    const expiration = new Date('2099-01-01T00:00:00Z');
    expect(credentials).toEqual({ accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 't', expiration });
  });

  it.each(['1', '1.0', '1e0', '10e-1', 'true'])('accepts the version %s, which is 1 in Python', async (version) => {
    const { credentials } = await fetchFrom('program', withVersion(version));
    expect(credentials).toEqual({ accessKeyId: 'AKID', secretAccessKey: 'secret' });
  });

  it.each([
    ['2', '2'],
    ['1.5', '1.5'],
    ['"1"', '1'],
    ['123456789012345678901', '123456789012345678901'],
    ['NaN', 'NaN'],
    ['null', 'null'],
    ['[1]', '[1]'],
    ['{"a": 1}', '{"a": 1}'],
  ])('refuses the version %s', async (version, text) => {
    await expect(fetchFrom('program', withVersion(version))).rejects.toThrow(
      `Error when retrieving credentials from custom-process: Unsupported version '${text}' for credential process provider, supported versions: 1`,
    );
  });

  it.each([null, ''])('sends no token for the session token %j', async (token) => {
    const { credentials } = await fetchFrom('program', { ...keys, SessionToken: token });
    expect(credentials).toEqual({ accessKeyId: 'AKID', secretAccessKey: 'secret' });
  });

  it('treats a null expiration as unset', async () => {
    const { credentials } = await fetchFrom('program', { ...keys, Expiration: null });
    expect(credentials).toEqual({ accessKeyId: 'AKID', secretAccessKey: 'secret' });
  });

  it.each([
    ['program', expired, 'Credentials were refreshed, but the refreshed credentials are still expired.'],
    ['program', { ...keys, Expiration: 'x' }, 'Unknown string format: x'],
    ['program', { ...keys, Expiration: '2099-01-01T00:00:00' }, 'the time zone is missing'],
    ['program', { ...keys, Expiration: 5 }, "the value of 'Expiration' is not a string"],
    ['program', { ...keys, SessionToken: 5 }, "the value of 'SessionToken' is not a string"],
    ['program', { ...keys, AccessKeyId: 5 }, "the value of 'AccessKeyId' is not a string"],
    ['program', { Version: 1, SecretAccessKey: 'secret' }, "Missing required key in response: 'AccessKeyId'"],
    ['program', { Version: 1, AccessKeyId: 'AKID' }, "Missing required key in response: 'SecretAccessKey'"],
    ['program', { AccessKeyId: 'AKID', SecretAccessKey: 'secret' }, "version '<Version key not provided>'"],
    ['program', '["secret"]', 'custom-process: the program did not print a JSON object'],
    ['program', '{"SecretAccessKey": "secret', 'custom-process: the program did not print JSON'],
    ["program 'secret", keys, 'The value of credential_process cannot be split: No closing quotation.'],
    ['program secret\\', keys, 'The value of credential_process cannot be split: No escaped character.'],
    ['', keys, 'The value of credential_process names no program.'],
  ])('refuses %s that prints %j, without its output in the message', async (commandLine, output, message) => {
    const fetched = fetchFrom(commandLine, output);
    await expect(fetched).rejects.toThrow(message);
    await expect(fetched).rejects.not.toThrow(/"secret|'secret/);
  });
});
