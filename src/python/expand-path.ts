import type { Io } from '../platform/io.ts';

/** Replaces `$NAME` and `${NAME}` with values of the environment; an unset one stays as it is. (Python's `expandvars`) */
export function expandVariables(path: string, { environment }: Io): string {
  // Creating the expression takes longer than most runs have for this.
  if (!path.includes('$')) return path;
  return path.replace(/\$(?:(\w+)|\{([^}]*)\})/g, (all, plain: string | undefined, braced: string | undefined) => {
    return environment[plain ?? braced ?? ''] ?? all;
  });
}

/**
 * Replaces `~` and `~user` at the start of a path with the home folder of the process's user or of that user. An unknown home
 * leaves the path as it is. (Python's `expanduser`)
 */
export function expandHome(path: string, io: Io): string {
  if (!path.startsWith('~')) return path;
  const end = path.includes('/') ? path.indexOf('/') : path.length;
  const home = io.home(path.slice(1, end) || undefined);
  return home === undefined ? path : home.replace(/\/+$/, '') + path.slice(end) || '/';
}

/**
 * A path in the home folder of the process's user.
 *
 * @param path relative to that folder
 * @returns undefined where there is no home folder
 */
export function inHome(path: string, io: Io): string | undefined {
  const home = io.home();
  return home === undefined ? undefined : `${home.replace(/\/+$/, '')}/${path}`;
}
