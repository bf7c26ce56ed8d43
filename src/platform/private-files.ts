import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { isSystemError } from './io.ts';

/**
 * Writes a file atomically, readable by the user only. Creates its folder if necessary. Windows ignores file modes;
 * there, the permissions of the folder apply.
 *
 * @throws NodeJS.ErrnoException the error of the operating system
 */
export function writePrivate(file: string, content: string): void {
  makePrivateFolder(dirname(file));
  const temporary = `${file}.${String(process.pid)}.tmp`;
  try {
    writeFileSync(temporary, content, { mode: 0o600, flag: 'wx' });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * Creates a folder that only the user can access, and its missing parents. The recursive `mkdir` of Node loops forever
 * if the system always returns ENOENT, as in /proc.
 */
function makePrivateFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const code = isSystemError(error) ? error.code : undefined;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT') throw error;
    if (dirname(folder) !== folder) makePrivateFolder(dirname(folder));
    mkdirSync(folder, { mode: 0o700 });
  }
}
