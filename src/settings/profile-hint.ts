import { EcrError } from '../model/errors.ts';
import { isSystemError, type Io } from '../platform/io.ts';
import { nearest } from '../python/difflib.ts';
import { readIniFile } from './ini-file.ts';
import { profilePaths } from './profile-paths.ts';
import { readProfileFiles } from './profiles.ts';

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
    names.find((one) => one.toLowerCase() === name.toLowerCase()) ?? nearest(name, names, suggestionCutoff)[0];
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
