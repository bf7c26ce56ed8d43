import { isWindows, type Io } from '../platform/io.ts';

/** Replaces `$NAME` and `${NAME}` with environment variables. Unset ones stay unchanged. (Python's `expandvars`) */
export function expandVariables(path: string, { environment }: Io): string {
  return path.replace(/\$(?:(\w+)|\{([^}]*)\})/g, (all, plain: string | undefined, braced: string | undefined) => {
    return environment[plain ?? braced ?? ''] ?? all;
  });
}

/**
 * Replaces `~` or `~user` at the start of a path with the home folder of the current or the named user. Without such a
 * folder, the path is returned unchanged. (Python's `expanduser`)
 */
export function expandHome(path: string, io: Io): string {
  if (!path.startsWith('~')) return path;
  const user = (isWindows(io.runtime) ? /^~([^/\\]*)/ : /^~([^/]*)/).exec(path)?.[1] ?? '';
  const home = io.home(user || undefined);
  return home === undefined ? path : home.replace(/\/+$/, '') + path.slice(1 + user.length) || '/';
}

/**
 * Returns a path in the home folder of the current user.
 *
 * @param path relative to the home folder
 * @returns undefined if there is no home folder
 */
export function inHome(path: string, io: Io): string | undefined {
  const home = io.home();
  return home === undefined ? undefined : `${home.replace(/\/+$/, '')}/${path}`;
}
