import { type Io, oncePerRun } from '../platform/io.ts';
import { expandHome, expandVariables, inHome } from '../python/expand-path.ts';

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

/** Returns the path of the alias file; undefined if there is no such file. */
export function aliasFile(io: Io): string | undefined {
  const path = inHome('.aws/cli/alias', io);
  return path !== undefined && io.files.isFile(path) ? path : undefined;
}

/** The variables that the AWS CLI checks in every run. All are about an instance's metadata service. */
export const checkedVariables = {
  timeout: 'AWS_METADATA_SERVICE_TIMEOUT',
  attempts: 'AWS_METADATA_SERVICE_NUM_ATTEMPTS',
  endpoint: 'AWS_EC2_METADATA_SERVICE_ENDPOINT',
  mode: 'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE',
} as const;

/** Whether there is anything for `startup-checks.ts` to check. */
export function hasStartupSettings(io: Io): boolean {
  return hasProfileFiles(io) || Object.values(checkedVariables).some((name) => io.environment[name] !== undefined);
}
