import { EcrError, GeneralError, withHint } from '../model/errors.ts';
import { type Io, isSystemError } from '../platform/io.ts';
import { closeMatches } from '../python/difflib.ts';
import { readIniFile } from './ini-file.ts';
import { profilePaths } from './profile-paths.ts';
import { type Profile, type ProfileFiles, readProfileFiles } from './profiles.ts';

export interface ChosenProfile {
  readonly name: string;
  /** Whether --profile names it: then credentials in the environment do not count. */
  readonly byFlag: boolean;
  readonly values: Profile;
  readonly files: ProfileFiles;
}

/** The profile that the command line or the environment names does not exist. */
export class ProfileNotFound extends GeneralError {}

/**
 * The profile of the command line, else of the environment, else `default`.
 *
 * @param byFlag the value of --profile
 * @throws ProfileNotFound when it does not exist, GeneralError when a file is malformed
 */
export function resolveProfile(byFlag: string | undefined, io: Io): ChosenProfile {
  const files = readProfileFiles(io);
  const named = byFlag || (io.environment['AWS_PROFILE'] ?? io.environment['AWS_DEFAULT_PROFILE']);
  const values = files.profiles.get(named ?? 'default');
  if (named !== undefined && values === undefined) {
    throw withHint(new ProfileNotFound(`The config profile (${named}) could not be found`), () =>
      Promise.resolve(profileHint(named, io)),
    );
  }
  return { name: named ?? 'default', byFlag: Boolean(byFlag), values: values ?? new Map(), files };
}

/** The profile's values; empty where the profile does not exist or a file is malformed. */
export function valuesIfReadable(byFlag: string | undefined, io: Io): Profile {
  try {
    return resolveProfile(byFlag, io).values;
  } catch (error) {
    // The run reports it where it needs the profile.
    if (error instanceof EcrError) return new Map();
    throw error;
  }
}

/** The text of a profile's key; undefined for a group of indented keys. */
export function textOf(values: Profile, key: string): string | undefined {
  const value = values.get(key);
  return typeof value === 'string' ? value : undefined;
}

/**
 * The same for a key that must not be left out silently.
 *
 * @throws GeneralError where the value is a group of indented keys
 */
export function checkedTextOf(values: Profile, key: string): string | undefined {
  const value = values.get(key);
  if (typeof value !== 'object') return value;
  throw new GeneralError(`${key} takes one value, not a group of indented keys. Write the value on the same line.`);
}

/** The minimum similarity of a suggestion: Python's default. */
const suggestionCutoff = 0.6;

/** Returns what helps with a profile that does not exist: a section with a wrong header, or a profile that was meant. */
export function profileHint(name: string, io: Io): string | undefined {
  if (name === '') return undefined;
  const paths = profilePaths(io);
  if (sections(paths.config, io).includes(name))
    return `The section [${name}] of ${String(paths.config)} should be [profile ${name}]`;
  if (sections(paths.credentials, io).includes(`profile ${name}`))
    return `The section [profile ${name}] of ${String(paths.credentials)} should be [${name}]`;
  const names = [...readProfileFiles(io).profiles.keys()];
  const several = name.split(',');
  if (several.length > 1 && several.every((one) => names.includes(one)))
    return `Separate the names of profiles with spaces: ${several.join(' ')}`;
  const meant =
    names.find((one) => one.toLowerCase() === name.toLowerCase()) ?? closeMatches(name, names, suggestionCutoff)[0];
  return meant === undefined ? undefined : `Maybe you meant: ${meant}`;
}

function sections(path: string | undefined, io: Io): readonly string[] {
  if (path === undefined) return [];
  try {
    return [...readIniFile(path, io, () => '').keys()];
  } catch (error) {
    // A file that is missing has no sections, and one that is malformed is the error of another run.
    if (isSystemError(error) || error instanceof EcrError) return [];
    throw error;
  }
}
