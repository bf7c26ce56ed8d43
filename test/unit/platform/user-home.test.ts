import fs from 'node:fs';
import os from 'node:os';

import { afterEach, describe, expect, it, vi } from 'vitest';

import { homeOf, ownHome } from '../../../src/platform/user-home.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe('the home folder of the process', () => {
  it.each(['/somewhere', ''])('is HOME when it is set to %j', (home) => {
    vi.stubEnv('HOME', home);
    expect(ownHome()).toBe(home);
  });

  it('is USERPROFILE on Windows, even when HOME is set', () => {
    const { platform } = process;
    vi.stubEnv('HOME', '/somewhere');
    vi.spyOn(os, 'homedir').mockReturnValue('C:\\Users\\me');
    try {
      Object.defineProperty(process, 'platform', { value: 'win32' });
      expect(ownHome()).toBe('C:\\Users\\me');
    } finally {
      Object.defineProperty(process, 'platform', { value: platform });
    }
  });

  it('comes from the user database when HOME is unset', () => {
    vi.stubEnv('HOME', undefined);
    expect(ownHome()).toBe(os.homedir());
  });

  it('is unknown for a user without an entry', () => {
    vi.stubEnv('HOME', undefined);
    vi.spyOn(os, 'homedir').mockImplementation(() => {
      throw new Error('uv_os_homedir returned ENOENT');
    });
    expect(ownHome()).toBeUndefined();
  });
});

describe('the home folder of a named user', () => {
  const users = fs.existsSync('/etc/passwd') ? fs.readFileSync('/etc/passwd', 'utf8') : '';

  it.skipIf(!users.startsWith('root:'))('comes from the password file', () => {
    expect(homeOf('root')).toBe(/^root:[^:]*:[^:]*:[^:]*:[^:]*:([^:]*)/.exec(users)?.[1]);
  });

  it('is known for the current user', () => {
    vi.spyOn(os, 'userInfo').mockReturnValue({ ...os.userInfo(), username: 'only-here', homedir: '/h' });
    expect(homeOf('only-here')).toBe('/h');
  });

  it('is unknown for any other name', () => {
    expect(homeOf('no-such-user')).toBeUndefined();
    vi.spyOn(os, 'userInfo').mockImplementation(() => {
      throw new Error('uv_os_get_passwd returned ENOENT');
    });
    expect(homeOf('no-such-user')).toBeUndefined();
  });
});
