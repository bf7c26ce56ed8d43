import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { isSystemError } from './io.ts';

/**
 * Writes a file atomically, readable by the user only. Creates its folder if necessary. Windows ignores file modes;
 * there, the permissions of the folder apply. Root creates no folder in those of another user, and a file that it writes
 * there belongs to that user, whose tools could otherwise not read a token that was renewed with sudo or in a container.
 *
 * @throws NodeJS.ErrnoException the error of the operating system
 */
export function writePrivate(file: string, content: string): void {
  makePrivateFolder(dirname(file));
  const temporary = temporaryName(file);
  try {
    writeFileSync(temporary, content, { mode: 0o600, flag: 'wx' });
    if (isRoot()) giveToOwnerOf(dirname(file), temporary);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Returns whether `writePrivate` can write next to a file, found out by a temporary file. */
export function canWritePrivate(file: string): boolean {
  const temporary = temporaryName(file);
  try {
    makePrivateFolder(dirname(file));
    writeFileSync(temporary, '', { mode: 0o600, flag: 'wx' });
    rmSync(temporary);
    return true;
  } catch {
    return false;
  }
}

/** A name that no other process uses: process ids are the same in two containers, and come again on one machine. */
function temporaryName(file: string): string {
  return `${file}.${randomBytes(8).toString('hex')}.tmp`;
}

/**
 * Creates a folder that only the user can access, and its missing parents. The recursive `mkdir` of Node loops forever
 * if the system always returns ENOENT, as in /proc.
 */
function makePrivateFolder(folder: string): void {
  if (isForeign(folder)) return;
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

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function giveToOwnerOf(folder: string, file: string): void {
  const { uid, gid } = statSync(folder);
  if (uid !== 0) chownSync(file, uid, gid);
}

/** Returns whether this is root and the path is in a folder of another user, such as the home folder that sudo keeps. */
export function isForeign(path: string): boolean {
  if (!isRoot()) return false;
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats !== undefined && stats.uid !== 0) return true;
  return dirname(path) !== path && isForeign(dirname(path));
}
