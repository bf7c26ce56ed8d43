import { describe, expect, it } from 'vitest';

import { configFileKeys, credentialsFileKeys, environmentKeys } from '../../../src/credentials/static-keys.ts';
import { ConfigurationError } from '../../../src/model/errors.ts';
import { resolveProfile } from '../../../src/settings/chosen-profile.ts';
import { testIo } from '../../support/test-io.ts';

const pair = { accessKeyId: 'AKID', secretAccessKey: 's' };
const variables = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 's' };
const keys = 'aws_access_key_id = AKID\naws_secret_access_key = s\n';

const inEnvironment = (more: Record<string, string>) => environmentKeys({ io: testIo({ ...variables, ...more }) });

/** The keys of the default profile `p`, which does not have to exist. */
function inFiles(config: string, credentials: string) {
  const files = {
    '/home/someone/.aws/config': `[default]\n${config}`,
    '/home/someone/.aws/credentials': `[default]\n${credentials}`,
  };
  const profile = resolveProfile(undefined, testIo({}, files));
  return {
    config: () => configFileKeys(profile, { profile }),
    credentials: () => credentialsFileKeys(profile, { profile }),
  };
}

// Each expectation is what the AWS CLI 2.36 sends.
describe('the session token', () => {
  it.each([
    [{ AWS_SECURITY_TOKEN: 'security', AWS_SESSION_TOKEN: 'session' }, 'security'],
    [{ AWS_SECURITY_TOKEN: '', AWS_SESSION_TOKEN: 'session' }, 'session'],
    [{ AWS_SECURITY_TOKEN: 'security', AWS_SESSION_TOKEN: '' }, 'security'],
    [{ AWS_SECURITY_TOKEN: '', AWS_SESSION_TOKEN: '' }, undefined],
    [{ AWS_SESSION_TOKEN: 'session' }, 'session'],
    [{ AWS_SECURITY_TOKEN: 'security' }, 'security'],
    [{}, undefined],
  ])('in the environment %j is %j', (tokens: Record<string, string>, token) => {
    expect(inEnvironment(tokens)?.identity.sessionToken).toBe(token);
  });

  it.each([
    ['aws_session_token = session\naws_security_token = security', 'security'],
    ['aws_security_token =\naws_session_token = session', undefined],
    ['aws_session_token =\naws_security_token = security', 'security'],
    ['aws_session_token = session', 'session'],
    ['aws_security_token = security', 'security'],
    ['aws_session_token =', undefined],
    ['', undefined],
  ])('in both files with %j is %j', (tokens, token) => {
    expect(inFiles(keys + tokens, '').config()?.sessionToken).toBe(token);
    expect(inFiles('', keys + tokens).credentials()?.sessionToken).toBe(token);
  });

  it('is not taken from the other file', () => {
    expect(inFiles(keys, 'aws_session_token = session').config()).toEqual(pair);
    expect(inFiles('aws_session_token = session', keys).credentials()).toEqual(pair);
  });

  it('is not a nested section', () => {
    expect(inFiles('', `${keys}aws_session_token =\n  a = b\n`).credentials).toThrow(
      'aws_session_token takes one value, not a group of indented keys. Write the value on the same line.',
    );
  });
});

describe('an incomplete pair of keys', () => {
  it('is refused in each place', () => {
    expect(() => environmentKeys({ io: testIo({ AWS_ACCESS_KEY_ID: 'AKID' }) })).toThrow(
      'Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY',
    );
    const files = inFiles('aws_access_key_id = AKID', 'aws_secret_access_key = s');
    expect(files.config).toThrow('Partial credentials found in config-file, missing: aws_secret_access_key');
    expect(inFiles('', 'aws_access_key_id = AKID').credentials).toThrow(
      'Partial credentials found in shared-credentials-file, missing: aws_secret_access_key',
    );
  });

  it('is ignored without the access key', () => {
    expect(
      environmentKeys({ io: testIo({ AWS_SECRET_ACCESS_KEY: 's', AWS_CREDENTIAL_EXPIRATION: 'x' }) }),
    ).toBeUndefined();
    expect(inFiles('', 'aws_secret_access_key = s').credentials()).toBeUndefined();
  });
});

describe('AWS_CREDENTIAL_EXPIRATION', () => {
  it('sets the expiration of the keys', () => {
    const keysWithEnd = inEnvironment({ AWS_CREDENTIAL_EXPIRATION: '2099-01-01T00:00:00Z' });
    expect(keysWithEnd).toEqual({ identity: pair, expires: Date.UTC(2099, 0, 1) });
  });

  it('counts as unset when it is empty', () => {
    expect(inEnvironment({ AWS_CREDENTIAL_EXPIRATION: '' })).toEqual({ identity: pair, expires: undefined });
  });

  it.each([
    ['x', 'Unknown string format: x'],
    ['2099-01-01T00:00:00', 'Unknown string format: 2099-01-01T00:00:00 (the time zone is missing, such as Z for UTC)'],
    [' ', 'String does not contain a date: '],
  ])('is refused when it is %j', (text, message) => {
    expect(() => inEnvironment({ AWS_CREDENTIAL_EXPIRATION: text })).toThrow(message);
  });
});

describe('a character that no header can hold is named, with its place and without the value', () => {
  const message = (read: () => unknown) => {
    try {
      read();
    } catch (error) {
      return error instanceof ConfigurationError ? `${String(error.exitCode)} ${error.message}` : error;
    }
    return undefined;
  };

  it.each([
    ['AWS_ACCESS_KEY_ID', '\u200bAKID', 'U+200B'],
    ['AWS_SECRET_ACCESS_KEY', 'secret\r', 'U+000D'],
    ['AWS_SECRET_ACCESS_KEY', 'sec\u0085ret', 'U+0085'],
    ['AWS_SESSION_TOKEN', '\u201csecret\u201d', 'U+201C'],
    ['AWS_SECURITY_TOKEN', 'secret🔑', 'U+1F511'],
  ])('in %s: %j', (name, value, character) => {
    expect(message(() => inEnvironment({ [name]: value }))).toBe(
      `253 The value of ${name} in the environment has the character ${character}, which cannot be sent.`,
    );
  });

  it('in files', () => {
    const wrong = 'aws_access_key_id = AKID\naws_secret_access_key = se\u2019cret\n';
    expect(message(inFiles(wrong, '').config)).toBe(
      '253 The value of aws_secret_access_key of the profile default in the config file has the character U+2019, which cannot be sent.',
    );
    expect(message(inFiles('', `${keys}aws_session_token = \ufefft\n`).credentials)).toBe(
      '253 The value of aws_session_token of [default] in the credentials file has the character U+FEFF, which cannot be sent.',
    );
  });

  it('but every other character is accepted', () => {
    const others = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).filter(
      (one) => !/\p{Cc}/u.test(one),
    );
    expect(message(() => inEnvironment({ AWS_SECRET_ACCESS_KEY: others.join('') }))).toBeUndefined();
  });
});
