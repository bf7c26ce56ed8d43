import { describe, expect, it } from 'vitest';

import { readAccessToken, secretOptions } from '../../../../src/extensions/upstream-secret/put-upstream-secret.ts';
import { putUpstreamSecretCommand } from '../../../../src/model/builtin-commands.ts';
import { namesWithSecret, upstreamRegistryNames } from '../../../../src/model/upstream-registries.ts';
import { testIo } from '../../../support/test-io.ts';

const read = (options: Readonly<Record<string, unknown>>) =>
  secretOptions({
    command: putUpstreamSecretCommand,
    globals: {},
    words: [],
    options: { upstreamRegistry: 'docker-hub', username: 'someone', accessToken: '-', ...options },
  });

describe('secretOptions', () => {
  it.each([
    [undefined, 'ecr-pullthroughcache/docker-hub'],
    ['team/hub', 'ecr-pullthroughcache/team/hub'],
    ['ecr-pullthroughcache/hub', 'ecr-pullthroughcache/hub'],
  ])('with --secret-name %s has the name %s', (secretName, name) => {
    expect(read({ secretName }).name).toBe(name);
  });

  it.each(['', 'a b', 'é', 'ecr-pullthroughcache/', 'x'.repeat(500)])('refuses the name %j', (secretName) => {
    expect(() => read({ secretName })).toThrow(/^argument --secret-name: /);
  });

  it.each(upstreamRegistryNames)('takes %s only if the registry needs a secret', (upstreamRegistry) => {
    if (namesWithSecret.includes(upstreamRegistry)) expect(read({ upstreamRegistry }).upstream).toBe(upstreamRegistry);
    else expect(() => read({ upstreamRegistry })).toThrow(`${upstreamRegistry} needs no secret`);
  });

  it.each([
    ['dockerhub', '  * docker-hub\n'],
    ['ghcr.io', '  * github-container-registry\n'],
    ['quay.io', 'quay needs no secret'],
    ['example', 'no upstream registry that needs a secret has this name'],
  ])('refuses the upstream registry %s', (upstreamRegistry, message) => {
    expect(() => read({ upstreamRegistry })).toThrow(message);
  });

  it('refuses an empty user name', () => {
    expect(() => read({ username: '' })).toThrow('argument --username: it is empty');
  });

  it.each(['t0ken', 't0ken-', ' -', 'https://t0ken', './t0ken'])('refuses the token itself: %j', (accessToken) => {
    const refused = () => read({ accessToken });
    expect(refused).toThrow('--access-token -');
    expect(refused).not.toThrow('t0ken');
  });

  it('says that a variable may be empty', () => {
    expect(() => read({ accessToken: '' })).toThrow('--access-token is empty.');
  });
});

describe('readAccessToken', () => {
  it.each([
    ['t0ken', 't0ken'],
    ['t0ken\n', 't0ken'],
    ['t0ken\r\n', 't0ken'],
    ['t0kén', 't0kén'],
    [' t0ken ', ' t0ken '],
  ])('drops one line end of %j', async (input, token) => {
    expect(await readAccessToken('-', 'docker-hub', testIo({}, {}, input))).toBe(token);
    for (const scheme of ['file://', 'fileb://'])
      expect(await readAccessToken(`${scheme}/t`, 'docker-hub', testIo({}, { '/t': input }))).toBe(token);
  });

  it.each(['', '\n', '\r\n'])('refuses the empty token %j', async (input) => {
    await expect(readAccessToken('-', 'docker-hub', testIo({}, {}, input))).rejects.toMatchObject({
      exitCode: 252,
      message: 'The access token is empty. Nothing was sent.',
    });
  });

  it('refuses bytes that are not text', async () => {
    const io = testIo({}, { '/t': Buffer.from([0x74, 0xff]) });
    await expect(readAccessToken('fileb:///t', 'docker-hub', io)).rejects.toMatchObject({
      exitCode: 252,
      message: 'The access token is not text in UTF-8. Nothing was sent.',
    });
  });

  it.each([
    ['t0ken\n\n', 'U+000A'],
    ['t0\0ken', 'U+0000'],
    ['\ufefft0ken', 'U+FEFF'],
    ['t0ken\u200b', 'U+200B'],
    ['t0ken\u001b[D', 'U+001B'],
  ])('refuses %j, which has an invisible character', async (input, name) => {
    await expect(readAccessToken('-', 'docker-hub', testIo({}, {}, input))).rejects.toMatchObject({
      exitCode: 252,
      message: `The access token has the character ${name}, which no token has. Nothing was sent.`,
    });
  });

  it('asks for the token without a source', async () => {
    const questions: string[] = [];
    const io = {
      ...testIo(),
      askSecret: (prompt: string) => {
        questions.push(prompt);
        return Promise.resolve('t0ken');
      },
    };
    expect(await readAccessToken(undefined, 'docker-hub', io)).toBe('t0ken');
    expect(questions).toEqual(['Access token for docker-hub: ']);
  });
});
