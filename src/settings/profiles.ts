import { type Io, isSystemError, oncePerRun } from '../platform/io.ts';
import { MalformedIni, type ValueLine, valueText } from '../python/configparser.ts';
import { splitWords } from '../python/shlex.ts';
import { readIniFile } from './ini-file.ts';
import { profilePaths } from './profile-paths.ts';

/** A value of a profile: a text, or a group of keys indented below the name of a service. */
export type ProfileValue = string | ReadonlyMap<string, string>;
export type Profile = ReadonlyMap<string, ProfileValue>;

/** The contents of the config file and the credentials file. */
export interface ProfileFiles {
  /** The profiles of both files. Where both have a key, the credentials file wins. */
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly services: ReadonlyMap<string, Profile>;
  readonly ssoSessions: ReadonlyMap<string, Profile>;
  /** The profiles of the config file alone. */
  readonly config: ReadonlyMap<string, Profile>;
  /** The profiles of the credentials file alone. */
  readonly credentials: ReadonlyMap<string, Profile>;
  /** The section `[plugins]` of the config file. */
  readonly plugins: Profile | undefined;
}

/**
 * Reads `~/.aws/config` and `~/.aws/credentials`, or the files that the environment names instead. A file that is
 * missing or unreadable counts as empty. (botocore: configloader.py)
 *
 * @throws GeneralError when a file is malformed
 */
export const readProfileFiles = oncePerRun((io: Io): ProfileFiles => {
  const paths = profilePaths(io);
  const sections = readSections(paths.config, io);
  const credentials = readSections(paths.credentials, io);

  const config = new Map<string, Profile>();
  const services = new Map<string, Profile>();
  const ssoSessions = new Map<string, Profile>();
  for (const [header, entries] of sections) {
    if (header === 'default') config.set(header, entries);
    else if (header.startsWith('profile')) addNamed(config, header, entries);
    else if (header.startsWith('sso-session')) addNamed(ssoSessions, header, entries);
    else if (header.startsWith('services')) addNamed(services, header, entries);
  }
  const profiles = new Map(config);
  for (const [name, entries] of credentials) {
    profiles.set(name, new Map([...(config.get(name) ?? []), ...entries]));
  }
  return { profiles, services, ssoSessions, config, credentials, plugins: sections.get('plugins') };
});

/** Adds a section under the second word of its header: `profile "my team"` is the profile `my team`. */
function addNamed(into: Map<string, Profile>, header: string, entries: Profile): void {
  const [, name, ...more] = splitWords(header) ?? [];
  if (name !== undefined && more.length === 0) into.set(name, entries);
}

function readSections(path: string | undefined, io: Io): ReadonlyMap<string, Profile> {
  if (path === undefined || !io.files.isFile(path)) return new Map();
  try {
    return readIniFile(path, io, profileValue);
  } catch (error) {
    if (isSystemError(error)) return new Map();
    throw error;
  }
}

/** A value whose first line is empty holds keys, indented below it. */
function profileValue(lines: readonly ValueLine[]): ProfileValue {
  const text = valueText(lines);
  if (!text.startsWith('\n')) return text;
  return new Map(lines.filter((line) => line.text !== '').map(nestedEntry));
}

function nestedEntry({ number, text }: ValueLine): [string, string] {
  const equals = text.indexOf('=');
  if (equals < 0) throw new MalformedIni(number, 'expected "key = value" in an indented line');
  return [text.slice(0, equals).trim(), text.slice(equals + 1).trim()];
}
