import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file atomically, readable by the user only. Creates its folder if necessary.
 *
 * @throws NodeJS.ErrnoException the error of the operating system
 */
export function writePrivate(file: string, content: string): void {
  makePrivateFolder(dirname(file));
  writePrivateFile(file, content);
}

/**
 * Writes a file atomically, readable by the user only, in an existing folder. Windows ignores file modes; there, the
 * permissions of the folder apply.
 *
 * @throws NodeJS.ErrnoException the error of the operating system
 */
export function writePrivateFile(file: string, content: string | Uint8Array): void {
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
 * where the system always returns ENOENT, as in /proc.
 *
 * @throws NodeJS.ErrnoException the error of the operating system
 */
export function makePrivateFolder(folder: string): void {
  const outcome = createFolder(folder);
  if (outcome === 'exists') return;
  if (dirname(folder) !== folder) makePrivateFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function createFolder(folder: string): 'exists' | 'no parent' {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return 'exists';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return 'exists';
    if (code === 'ENOENT') return 'no parent';
    throw error;
  }
}
