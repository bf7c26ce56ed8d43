import type { Io } from '../platform/io.ts';
import { expandHome, expandVariables } from '../python/expand-path.ts';
import { oncePerRun } from './once-per-run.ts';

/** Where the profile files are: at home, or where the environment says. */
export function profilePaths(io: Io): { readonly config: string; readonly credentials: string } {
  const path = (variable: string, usual: string) =>
    expandHome(expandVariables(io.environment[variable] ?? usual, io), io);
  return {
    config: path('AWS_CONFIG_FILE', '~/.aws/config'),
    credentials: path('AWS_SHARED_CREDENTIALS_FILE', '~/.aws/credentials'),
  };
}

/** Whether there is any profile file at all. */
export const hasProfileFiles = oncePerRun((io) =>
  Object.values(profilePaths(io)).some((path) => io.files.isFile(path)),
);
