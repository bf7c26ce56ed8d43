import { readFileSync } from 'node:fs';
import os from 'node:os';

/**
 * The home folder of this process's user: `HOME` where it is set, also to an empty value, as in Python's `expanduser`.
 *
 * @returns undefined for a user without an entry in the user database, as in a container with an arbitrary user id
 */
export function ownHome(): string | undefined {
  const { HOME: home } = process.env;
  if (home !== undefined) return home;
  try {
    return os.homedir();
  } catch {
    return undefined;
  }
}

/**
 * The home folder of a named user. Node cannot look users up: the password file has those of most systems, and the process's
 * own user is known everywhere.
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
    // Windows has no such file.
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
