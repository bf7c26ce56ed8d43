import { EcrError, GeneralError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import { readProfileFiles, type Profile, type ProfileFiles } from './profiles.ts';

export interface ChosenProfile {
  readonly name: string;
  /** Whether --profile named it: then credentials in the environment do not count. */
  readonly byFlag: boolean;
  readonly values: Profile;
  readonly files: ProfileFiles;
}

/** The profile that was named does not exist. */
export class ProfileNotFound extends GeneralError {}

const profileVariables = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'] as const;

/**
 * The profile that is meant.
 *
 * @param byFlag what --profile says
 * @throws ProfileNotFound when it does not exist, GeneralError when a file is malformed
 */
export function resolveProfile(byFlag: string | undefined, io: Io): ChosenProfile {
  const files = readProfileFiles(io);
  const variable = profileVariables.find((one) => io.environment[one] !== undefined);
  const named = byFlag || (variable === undefined ? undefined : io.environment[variable]);
  const values = files.profiles.get(named ?? 'default');
  if (named !== undefined && values === undefined) {
    throw new ProfileNotFound(`The config profile (${named}) could not be found`);
  }
  return { name: named ?? 'default', byFlag: Boolean(byFlag), values: values ?? new Map(), files };
}

/** The profile's values for what has to go on also where it does not exist or a file cannot be read: none then. */
export function valuesIfReadable(byFlag: string | undefined, io: Io): Profile {
  try {
    return resolveProfile(byFlag, io).values;
  } catch (error) {
    // The files may be what the whole run is about; it is told elsewhere.
    if (error instanceof EcrError) return new Map();
    throw error;
  }
}

/** A key of a profile that is a single text. */
export function textOf(values: Profile, key: string): string | undefined {
  const value = values.get(key);
  return typeof value === 'string' ? value : undefined;
}
