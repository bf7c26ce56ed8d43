import { GeneralError } from '../model/errors.ts';
import { isSystemError, type Io } from '../platform/io.ts';
import { MalformedIni, parseIni, type Sections } from '../python/configparser.ts';
import { oncePerRun } from './once-per-run.ts';
import { profilePaths } from './profile-paths.ts';
import { splitWords } from '../python/shlex.ts';

/** A value of a profile: a text, or a group of keys indented below the name of a service. */
export type ProfileValue = string | ReadonlyMap<string, string>;
export type Profile = ReadonlyMap<string, ProfileValue>;

/** What the config file and the credentials file say together. */
export interface ProfileFiles {
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly services: ReadonlyMap<string, Profile>;
  readonly ssoSessions: ReadonlyMap<string, Profile>;
  /** What the credentials file alone says, whose keys come before some other kinds of credentials. */
  readonly credentials: ReadonlyMap<string, Profile>;
}

/**
 * Reads `~/.aws/config` and `~/.aws/credentials`, or the files that the environment names instead. A file that is
 * not there or cannot be read counts as empty; where both name a key, the credentials file wins. (AWS CLI behaviour)
 *
 * @throws GeneralError when a file is malformed
 */
export const readProfileFiles = oncePerRun(mergedFiles);

function mergedFiles(io: Io): ProfileFiles {
  const paths = profilePaths(io);
  const config = readSections(io, paths.config);
  const credentials = readSections(io, paths.credentials);

  const profiles = new Map<string, Profile>();
  const services = new Map<string, Profile>();
  const ssoSessions = new Map<string, Profile>();
  for (const [header, entries] of config) {
    if (header === 'default') profiles.set(header, entries);
    else if (header.startsWith('profile')) addNamed(profiles, header, entries);
    else if (header.startsWith('sso-session')) addNamed(ssoSessions, header, entries);
    else if (header.startsWith('services')) addNamed(services, header, entries);
  }
  for (const [name, entries] of credentials) {
    profiles.set(name, new Map([...(profiles.get(name) ?? []), ...entries]));
  }
  return { profiles, services, ssoSessions, credentials };
}

/** A header such as `profile "my team"` names what stands after its first word. */
function addNamed(into: Map<string, Profile>, header: string, entries: Profile): void {
  const [, name, ...more] = splitWords(header) ?? [];
  if (name !== undefined && more.length === 0) into.set(name, entries);
}

function readSections(io: Io, path: string): ReadonlyMap<string, Profile> {
  const malformed = () => new GeneralError(`Unable to parse config file: ${path}`);
  let sections: Sections;
  try {
    if (!io.files.isFile(path)) return new Map();
    sections = parseIni(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(io.files.read(path)));
  } catch (error) {
    if (error instanceof MalformedIni || error instanceof TypeError) throw malformed();
    if (isSystemError(error)) return new Map();
    throw error;
  }
  return new Map(
    [...sections].map(([header, entries]) => [
      header,
      new Map([...entries].map(([key, value]) => [key, value.startsWith('\n') ? nested(value, malformed) : value])),
    ]),
  );
}

/** The keys that stand indented below a key without a value of its own. */
function nested(text: string, malformed: () => GeneralError): ReadonlyMap<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return new Map(
    lines.map((line) => {
      const equals = line.indexOf('=');
      if (equals < 0) throw malformed();
      return [line.slice(0, equals).trim(), line.slice(equals + 1).trim()];
    }),
  );
}
