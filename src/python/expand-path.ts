import type { Io } from '../platform/io.ts';

/** `$NAME` and `${NAME}` in a path stand for the environment's values; what is not set stays as it is. */
export function expandVariables(path: string, { environment }: Io): string {
  // An expression takes longer to make than most runs have for this.
  if (!path.includes('$')) return path;
  return path.replace(/\$(?:(\w+)|\{([^}]*)\})/g, (all, plain: string | undefined, braced: string | undefined) => {
    return environment[plain ?? braced ?? ''] ?? all;
  });
}

/** A leading `~` in a path stands for the user's home folder. */
export function expandHome(path: string, io: Io): string {
  return path === '~' || path.startsWith('~/') ? io.home() + path.slice(1) : path;
}
