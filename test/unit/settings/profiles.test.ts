import { describe, expect, it } from 'vitest';

import { GeneralError } from '../../../src/model/errors.ts';
import { hasProfileFiles } from '../../../src/settings/profile-paths.ts';
import { readProfileFiles } from '../../../src/settings/profiles.ts';
import { testIo } from '../../support/test-io.ts';

const config = '/home/someone/.aws/config';
const credentials = '/home/someone/.aws/credentials';
const read = (files: Record<string, string | Buffer>, environment: Record<string, string> = {}) =>
  readProfileFiles(testIo(environment, files));

describe('profile files', () => {
  it('are merged by key, and available separately', () => {
    const files = read({ [config]: '[profile a]\nx = 1\ny = 1\n', [credentials]: '[a]\ny = 2\n' });
    expect(Object.fromEntries(files.profiles.get('a') ?? [])).toEqual({ x: '1', y: '2' });
    expect(Object.fromEntries(files.config.get('a') ?? [])).toEqual({ x: '1', y: '1' });
    expect(Object.fromEntries(files.credentials.get('a') ?? [])).toEqual({ y: '2' });
  });

  it('have sections of plugins, services and SSO sessions in the config file only', () => {
    const text = '[plugins]\na = b\n[services s]\necr =\n  endpoint_url = u\n[sso-session o]\nsso_region = r\n';
    const files = read({ [config]: text });
    expect(files.plugins).toEqual(new Map([['a', 'b']]));
    expect(files.services.get('s')?.get('ecr')).toEqual(new Map([['endpoint_url', 'u']]));
    expect(files.ssoSessions.get('o')?.get('sso_region')).toBe('r');
    expect(read({ [credentials]: text }).plugins).toBeUndefined();
  });

  it('may begin with a byte order mark', () => {
    expect(
      read({ [config]: '\ufeff[default]\nregion = r\n' })
        .config.get('default')
        ?.get('region'),
    ).toBe('r');
  });

  it.each<readonly [string, string | Buffer, string]>([
    ['a line before the sections', 'nonsense\n', 'line 1: a section such as [default] must come first'],
    ['a line without a value', '[default]\nregion\n', 'line 2: expected [section] or "key = value"'],
    [
      'an indented line without a value',
      '[default]\ns3 =\n  # a comment\n\n  wJalrXUtnFEMI\n',
      'line 5: expected "key = value" in an indented line',
    ],
    ['bytes that are not UTF-8', Buffer.from('[default]\nregion = \xe9\n', 'latin1'), 'line 2: invalid UTF-8'],
    ['one byte that is not UTF-8', Buffer.from([0xff]), 'line 1: invalid UTF-8'],
    [
      'UTF-16 as Windows PowerShell writes it',
      Buffer.from('\ufeff[default]\n', 'utf16le'),
      'line 1: the file is in UTF-16, save it as UTF-8',
    ],
  ])('with %s are malformed', (_, text, problem) => {
    for (const path of [config, credentials])
      expect(() => read({ [path]: text })).toThrow(
        new GeneralError(`Unable to parse config file: ${path}, ${problem}.`),
      );
  });

  it('are named by environment variables', () => {
    const environment = { AWS_CONFIG_FILE: '$PLACE/c', AWS_SHARED_CREDENTIALS_FILE: '~other/s', PLACE: '/p' };
    const files = read({ '/p/c': '[default]\na = 1\n', '/home/other/s': '[default]\nb = 2\n' }, environment);
    expect(Object.fromEntries(files.profiles.get('default') ?? [])).toEqual({ a: '1', b: '2' });
  });
});

describe('without a home folder', () => {
  const io = (environment: Record<string, string>, files: Record<string, string>) => ({
    ...testIo(environment, files),
    home: () => undefined,
  });

  it('no profile files are read, not even in a folder named ~', () => {
    const withoutFiles = io({}, { '~/.aws/config': '[default]\na = 1\n' });
    expect(hasProfileFiles(withoutFiles)).toBe(false);
    expect(readProfileFiles(withoutFiles).profiles).toEqual(new Map());
  });

  it('the files named in the environment are read', () => {
    const withConfig = io({ AWS_CONFIG_FILE: '/c' }, { '/c': '[default]\na = 1\n' });
    expect(hasProfileFiles(withConfig)).toBe(true);
    expect(readProfileFiles(withConfig).profiles.get('default')?.get('a')).toBe('1');
  });
});
