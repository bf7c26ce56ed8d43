import { readFileSync } from 'node:fs';
import os from 'node:os';

/**
 * Returns the home folder of the current user as Python's `expanduser` does: `HOME` if it is set, even to an empty
 * value; on Windows, `USERPROFILE`, which `os.homedir` reads.
 *
 * @returns undefined for a user without an entry in the user database, as in a container with an arbitrary user ID
 */
export function ownHome(): string | undefined {
  const { HOME: home } = process.env;
  if (home !== undefined && process.platform !== 'win32') return home;
  try {
    return os.homedir();
  } catch {
    return undefined;
  }
}

/**
 * Returns the home folder of a named user. Node has no function for it. It is looked up in the password file, which
 * lists the users on most systems. The home folder of the current user is known on all systems.
 *
 * @returns undefined for an unknown user
 */
export function homeOf(user: string): string | undefined {
  return homeInPasswordFile(user) ?? homeOfOwnUser(user);
}

function homeInPasswordFile(user: string): string | undefined {
  try {
    const entries = readFileSync('/etc/passwd', 'utf8').split('\n');
    // name:password:uid:gid:comment:home:shell (passwd(5))
    return entries.map((entry) => entry.split(':')).find(([name]) => name === user)?.[5];
  } catch {
    // Windows does not have the file.
    return undefined;
  }
}

function homeOfOwnUser(user: string): string | undefined {
  try {
    const { username, homedir } = os.userInfo();
    return username === user ? homedir : undefined;
  } catch {
    return undefined;
  }
}
