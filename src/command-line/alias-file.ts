import type { Io } from '../platform/io.ts';
import { inHome } from '../python/expand-path.ts';

/** Returns the path of the alias file; undefined if there is no such file. */
export function aliasFile(io: Io): string | undefined {
  const path = inHome('.aws/cli/alias', io);
  return path !== undefined && io.files.isFile(path) ? path : undefined;
}
