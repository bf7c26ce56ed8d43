import { GeneralError } from '../errors.ts';
import type { Io } from '../io.ts';
import { readProfileFiles, type Profile, type ProfileFiles } from './profiles.ts';

export interface ChosenProfile {
  readonly name: string;
  /** Whether --profile named it: then credentials in the environment do not count. */
  readonly byFlag: boolean;
  readonly values: Profile;
  readonly files: ProfileFiles;
}

const profileVariables = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'] as const;

/**
 * The profile that is meant.
 *
 * @param byFlag what --profile says
 * @throws GeneralError when it does not exist, or a file is malformed
 */
export function resolveProfile(byFlag: string | undefined, io: Io): ChosenProfile {
  const files = readProfileFiles(io);
  const variable = profileVariables.find((one) => io.environment[one] !== undefined);
  const named = byFlag || (variable === undefined ? undefined : io.environment[variable]);
  const values = files.profiles.get(named ?? 'default');
  if (named !== undefined && values === undefined) {
    throw new GeneralError(`The config profile (${named}) could not be found`);
  }
  return { name: named ?? 'default', byFlag: Boolean(byFlag), values: values ?? new Map(), files };
}
