import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { lock } from 'proper-lockfile';

import { isList, isMap, type Value } from '../model/values.ts';
import { isSystemError } from '../platform/io.ts';
import { mapInJson } from '../python/json.ts';
import { LocalError, systemErrorReason } from './local-error.ts';
import { type ByRegistry, emptyState, isRule, isSecret, type State } from './store.ts';

/** Thrown when a state file cannot be used. */
export class StateFileError extends Error {
  constructor(file: string, problem: string) {
    super(`The state file ${file} ${problem}.`);
  }
}

/**
 * A lock is renewed every second, and ends with its process: after two seconds without renewal it counts as abandoned.
 * (The library begins with a time up to a second ahead.) A start waits a little longer, for the lock of a killed process.
 */
const lockLifetime = 2000;
const lockAttempts = { retries: 35, factor: 1, minTimeout: 100, maxTimeout: 100 };

/** The file of `--state`, locked against other processes of ecr-local. */
export class StateFile {
  readonly state: State;
  readonly #named: string;
  readonly #path: string;
  /** What the file holds as far as this process knows; empty if it does not exist. */
  #content: string;

  private constructor(named: string, real: string) {
    this.#named = named;
    this.#path = real;
    this.#content = contentOf(real);
    this.state = this.#parse(this.#content);
  }

  /**
   * Opens a state file. A file that does not exist or is empty holds no rules. The lock is a folder beside the file,
   * which is removed when the process exits.
   *
   * @throws StateFileError if it is in use, cannot be read or written, or holds anything else
   */
  static async open(file: string): Promise<StateFile> {
    try {
      const real = followLinks(file);
      const stat = fs.statSync(real, { throwIfNoEntry: false });
      if (stat?.isFile() === false) throw new StateFileError(file, 'is not a regular file');
      // If another process takes the lock of one that was suspended for long, `save` notices its changes.
      const onCompromised = () => undefined;
      await lock(real, { realpath: false, stale: lockLifetime, retries: lockAttempts, onCompromised });
      if (stat !== undefined) fs.accessSync(real, fs.constants.R_OK | fs.constants.W_OK);
      removeAbandoned(real);
      return new StateFile(file, real);
    } catch (error) {
      if (isLocked(error)) throw new StateFileError(file, 'is in use by another ecr-local');
      if (!isSystemError(error)) throw error;
      throw new StateFileError(file, `cannot be used: ${systemErrorReason(error)}`);
    }
  }

  /**
   * Saves the state. A crash at any moment leaves either the old or the new one, except for a file that cannot be
   * replaced because it is a mount point.
   *
   * @throws LocalError with a status that clients do not retry
   */
  readonly save = (state: State): void => {
    const text = `${JSON.stringify({ rules: object(state.rules), secrets: object(state.secrets) }, null, 2)}\n`;
    try {
      if (contentOf(this.#path) !== this.#content) {
        throw new LocalError(
          'ServerException',
          `Another program changed the state file ${this.#named}. Start ecr-local again to use it.`,
        );
      }
      replaceFile(this.#path, text);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw new LocalError(
        'ServerException',
        `The state file ${this.#named} cannot be written: ${systemErrorReason(error)}.`,
      );
    }
    this.#content = text;
  };

  #parse(content: string): State {
    if (content.trim() === '') return emptyState;
    const map = mapInJson(content);
    if (map === undefined) throw new StateFileError(this.#named, 'is not a JSON object');
    // Earlier versions kept rules only, without a name for them.
    const hasNames = Object.keys(map).every((key) => ['rules', 'secrets'].includes(key));
    const { rules = {}, secrets = {} } = hasNames ? map : { rules: map };
    return { rules: this.#byRegistry(rules, isRule), secrets: this.#byRegistry(secrets, isSecret) };
  }

  #byRegistry<T extends Value>(value: Value, isEntry: (entry: Value) => entry is T): ByRegistry<T> {
    const foreign = () => new StateFileError(this.#named, 'does not hold the state of ecr-local');
    if (!isMap(value)) throw foreign();
    return new Map(
      Object.entries(value).map(([registry, entries]) => {
        if (!isList(entries) || !entries.every(isEntry)) throw foreign();
        return [registry, entries];
      }),
    );
  }
}

/** Returns whether an error of the library says that another process has the lock. */
function isLocked(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ELOCKED';
}

function object<T>(entries: ByRegistry<T>): Readonly<Record<string, readonly T[]>> {
  return Object.fromEntries(entries);
}

function contentOf(file: string): string {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
}

/** Returns the path of a file that may be a link, or a link to a file that does not exist yet. */
function followLinks(file: string): string {
  try {
    return fs.realpathSync(file);
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'ENOENT') throw error;
  }
  const inFolder = path.join(fs.realpathSync(path.dirname(file)), path.basename(file));
  return fs.lstatSync(inFolder, { throwIfNoEntry: false })?.isSymbolicLink() === true
    ? followLinks(path.resolve(path.dirname(inFolder), fs.readlinkSync(inFolder)))
    : inFolder;
}

const temporarySuffix = '.tmp';

/** Removes the temporary files of processes that were killed while they wrote. */
function removeAbandoned(file: string): void {
  const start = `${path.basename(file)}.`;
  for (const name of fs.readdirSync(path.dirname(file))) {
    const middle = name.slice(start.length, -temporarySuffix.length);
    if (name.startsWith(start) && name.endsWith(temporarySuffix) && /^[0-9a-f-]{36}$/.test(middle))
      fs.rmSync(path.join(path.dirname(file), name), { force: true });
  }
}

/** Replaces the content of a file, and keeps its owner and mode. A new file is readable by the user only. */
function replaceFile(file: string, text: string): void {
  const temporary = `${file}.${randomUUID()}${temporarySuffix}`;
  try {
    writeNew(temporary, text, fs.statSync(file, { throwIfNoEntry: false }));
    fs.renameSync(temporary, file);
    return;
  } catch (error) {
    // A mounted file can be written, but not replaced.
    if (!isSystemError(error) || error.code !== 'EBUSY') throw error;
  } finally {
    fs.rmSync(temporary, { force: true });
  }
  const previous = fs.readFileSync(file);
  try {
    writeDurably(fs.openSync(file, 'r+'), text);
  } catch (error) {
    // The disk may be full: what was there fits.
    writeDurably(fs.openSync(file, 'r+'), previous);
    throw error;
  }
}

function writeNew(file: string, text: string, like: fs.Stats | undefined): void {
  const descriptor = fs.openSync(file, 'wx', 0o600);
  if (like !== undefined) {
    try {
      fs.fchownSync(descriptor, like.uid, like.gid);
    } catch (error) {
      // Only root may give a file to another user.
      if (!isSystemError(error)) throw error;
    }
    fs.fchmodSync(descriptor, like.mode);
  }
  writeDurably(descriptor, text);
}

/** Writes the whole content of a file, flushes it to the disk and closes it. */
function writeDurably(descriptor: number, content: string | Buffer): void {
  try {
    fs.ftruncateSync(descriptor);
    fs.writeFileSync(descriptor, content);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
