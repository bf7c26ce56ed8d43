import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

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
