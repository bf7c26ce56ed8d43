import type { Io } from '../platform/io.ts';
import { expandHome, expandVariables, inHome } from '../python/expand-path.ts';
import { oncePerRun } from './once-per-run.ts';

/**
 * Where the profile files are. A file is undefined where neither the environment nor a home folder says where it is.
 */
export interface ProfilePaths {
  readonly config: string | undefined;
  readonly credentials: string | undefined;
}

/** The paths of the profile files: those that the environment names, else the usual ones in the home folder. */
export function profilePaths(io: Io): ProfilePaths {
  const path = (variable: string, usual: string) => {
    const configured = io.environment[variable];
    return configured === undefined ? inHome(usual, io) : expandHome(expandVariables(configured, io), io);
  };
  return {
    config: path('AWS_CONFIG_FILE', '.aws/config'),
    credentials: path('AWS_SHARED_CREDENTIALS_FILE', '.aws/credentials'),
  };
}

/** Whether there is any profile file at all. */
export const hasProfileFiles = oncePerRun((io) => {
  const { config, credentials } = profilePaths(io);
  return [config, credentials].some((path) => path !== undefined && io.files.isFile(path));
});
