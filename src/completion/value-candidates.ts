import { memberFor } from '../command-line/operation-options.ts';
import { EcrError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import { operations } from '../model/operations.ts';
import type { OptionDefinition } from '../model/options.ts';
import { regions } from '../model/regions.ts';
import { upstreamRegistries } from '../model/upstream-registries.ts';
import { expandHome } from '../python/expand-path.ts';
import { readProfileFiles } from '../settings/profiles.ts';

/** A possible word at the cursor. */
export interface Candidate {
  readonly text: string;
  /** A one-sentence description. */
  readonly help?: string;
  /** Whether the word continues, as a path does after a folder. Then no space is added. */
  readonly unfinished?: true;
  readonly required?: true;
}

/** Returns the possible values of an option that are known without a call of the service. */
export function valuesOf(option: OptionDefinition, current: string, io: Io): Candidate[] {
  const file = /^(?:file|fileb):\/\//.exec(current)?.[0];
  if (file !== undefined)
    return filesUnder(current.slice(file.length), io).map((one) => ({ ...one, text: `${file}${one.text}` }));
  const member = operations.map((operation) => memberFor(option, operation)).find((one) => one !== undefined);
  const known =
    option.choices ?? option.known ?? (member?.shape.type === 'string' ? member.shape.enumeration : undefined);
  if (known !== undefined) return known.map((text) => ({ text, ...helpOfRegistry(text) }));
  const values = valuesByOption[option.name];
  if (values !== undefined) return values(current, io);
  return option.takes === 'text' ? [{ text: 'file://', help: 'The value is in a file.', unfinished: true }] : [];
}

function helpOfRegistry(name: string): { readonly help?: string } {
  const registry = upstreamRegistries.find((one) => one.name === name);
  return registry === undefined ? {} : { help: registry.host };
}

const regionCandidates = () => regions.map((text) => ({ text }));
const profileCandidates = (_: string, io: Io) => profileNames(io).map((text) => ({ text }));

const valuesByOption: Readonly<Record<string, (current: string, io: Io) => Candidate[]>> = {
  region: regionCandidates,
  regions: regionCandidates,
  profile: profileCandidates,
  profiles: profileCandidates,
  'ca-bundle': filesUnder,
  'upstream-registry-url': () =>
    upstreamRegistries.filter(({ hosts }) => hosts === undefined).map(({ host, name }) => ({ text: host, help: name })),
  'upstream-repository-prefix': () => [{ text: 'ROOT', help: 'All repositories of the upstream registry.' }],
};

function profileNames(io: Io): string[] {
  try {
    return [...readProfileFiles(io).profiles.keys()].sort();
  } catch (error) {
    if (error instanceof EcrError) return [];
    throw error;
  }
}

/** Characters that a line of candidates cannot contain. */
const control = /[\0-\x1f\x7f]/;

/** Returns the files and folders that complete a path, hidden ones only if the path has the dot. */
function filesUnder(path: string, io: Io): Candidate[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const real = expandHome(folder, io);
  const start = path.slice(folder.length);
  return io.files
    .list(real === '' ? './' : real)
    .filter(({ name }) => name.startsWith(start) && (start.startsWith('.') || !name.startsWith('.')))
    .filter(({ name }) => !control.test(name))
    .map(({ name, isFolder }) =>
      isFolder ? { text: `${folder}${name}/`, unfinished: true } : { text: `${folder}${name}` },
    );
}
