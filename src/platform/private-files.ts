import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file that only the user can read, as a whole or not at all; its folder is made if need be.
 *
 * @throws NodeJS.ErrnoException as the operating system reports it
 */
export function writePrivate(file: string, content: string): void {
  makePrivateFolder(dirname(file));
  writePrivateFile(file, content);
}

/**
 * Writes a file that only the user can read, as a whole or not at all; its folder has to be there.
 *
 * @throws NodeJS.ErrnoException as the operating system reports it
 */
export function writePrivateFile(file: string, content: string | Uint8Array): void {
  const beside = `${file}.${String(process.pid)}.tmp`;
  try {
    writeFileSync(beside, content, { mode: 0o600, flag: 'wx' });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/**
 * Makes a folder that only the user can enter, and those above it that are missing. Node's own way to make all of them
 * never ends where the system says ENOENT for good, as in /proc.
 *
 * @throws NodeJS.ErrnoException as the operating system reports it
 */
export function makePrivateFolder(folder: string): void {
  const outcome = make(folder);
  if (outcome === 'there') return;
  if (dirname(folder) !== folder) makePrivateFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function make(folder: string): 'there' | 'no parent' {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return 'there';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return 'there';
    if (code === 'ENOENT') return 'no parent';
    throw error;
  }
}
