import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * V8's compiled code of earlier runs, in the user's cache folder. V8 trusts what it is given and checks no more than a
 * few numbers at its head, so this does: the folder and the file must be the user's own and writable to nobody else, and
 * the content is there twice and must be the same both times. (Comparing costs a quarter of a checksum in JavaScript.)
 * Whatever is wrong means a slower run, never a failed one.
 */
export interface CodeCache {
  readonly folder: string;
  /** What is kept of a chunk; undefined where there is nothing, or nothing fit. */
  read(chunk: string): Kept | undefined;
}

export interface Kept {
  readonly code: Buffer;
  /** What the runs did that the code comes from: the chunks that they loaded, and how they ended. */
  readonly trail: readonly string[];
}

/** Put in by the build: a hash of all chunks. */
declare const ECR_BUILD: string;

const mark = Buffer.from('ecrcode1');
const headLength = 16;
/** More than any chunk's code, in bytes: what is longer is something else. */
const longest = 16 * 1024 * 1024;
const writableToOthers = 0o022;

/** The folder of this build's code, for this runtime: code of another is of no use. */
export function codeCacheFolder(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  if (environment['ECR_CODE_CACHE'] === 'off') return undefined;
  // https://specifications.freedesktop.org/basedir-spec: a path that is not absolute counts for nothing.
  const given = environment['XDG_CACHE_HOME'];
  const caches = given !== undefined && isAbsolute(given) ? given : join(environment['HOME'] || homedir(), '.cache');
  return isAbsolute(caches) ? join(caches, 'ecr-cli', `${process.version}-${process.arch}-${ECR_BUILD}`) : undefined;
}

export function openCodeCache(folder: string): CodeCache {
  let trusted: boolean | undefined;
  return {
    folder,
    read(chunk) {
      trusted ??= isTrusted(folder);
      return trusted ? readKept(join(folder, chunk)) : undefined;
    },
  };
}

/** Whether a folder is there in which nobody else can put anything; the one above it, too. */
export function isTrusted(folder: string): boolean {
  return [join(folder, '..'), folder].every((place) => withOwn(place, constants.O_DIRECTORY, () => true) ?? false);
}

function readKept(path: string): Kept | undefined {
  return withOwn(path, constants.O_NONBLOCK, (file, found) => {
    if (!found.isFile() || found.size > longest) return undefined;
    const content = Buffer.allocUnsafeSlow(found.size);
    return readSync(file, content) === found.size ? unpack(content) : undefined;
  });
}

/**
 * Opens something that is the user's own and that nobody else can write to, and no symbolic link. The same few calls
 * of `fs` throughout, because the first use of each costs a tenth of a millisecond.
 */
function withOwn<T>(path: string, flags: number, use: (file: number, found: Stats) => T | undefined): T | undefined {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | flags);
  } catch {
    return undefined;
  }
  try {
    const found = fstatSync(file);
    return isOwn(found) ? use(file, found) : undefined;
  } catch {
    return undefined;
  } finally {
    closeSync(file);
  }
}

function isOwn({ uid, mode }: Stats): boolean {
  // Windows has neither owners nor modes in this sense; a profile's folder is its user's there.
  return process.getuid === undefined || (uid === process.getuid() && (mode & writableToOthers) === 0);
}

/** Reads a chunk, which has only letters of ASCII. */
export function readSource(path: string): string {
  const file = openSync(path, constants.O_RDONLY);
  try {
    const content = Buffer.allocUnsafeSlow(fstatSync(file).size);
    return content.toString('latin1', 0, readSync(file, content));
  } finally {
    closeSync(file);
  }
}

/** A mark, the length of one half and of its trail; then twice the same: the code, aligned as V8 likes it, and the trail. */
export function pack({ code, trail }: Kept): Buffer {
  const text = Buffer.from(trail.join('\n'));
  const half = Math.ceil((code.length + text.length) / 8) * 8;
  const content = Buffer.alloc(headLength + 2 * half);
  mark.copy(content);
  content.writeUInt32LE(code.length, 8);
  content.writeUInt32LE(text.length, 12);
  for (const start of [headLength, headLength + half]) {
    code.copy(content, start);
    text.copy(content, start + code.length);
  }
  return content;
}

export function unpack(content: Buffer): Kept | undefined {
  if (content.length < headLength || !content.subarray(0, mark.length).equals(mark)) return undefined;
  const codeLength = content.readUInt32LE(8);
  const textLength = content.readUInt32LE(12);
  const half = Math.ceil((codeLength + textLength) / 8) * 8;
  if (content.length !== headLength + 2 * half) return undefined;
  const [first, second] = [content.subarray(headLength, headLength + half), content.subarray(headLength + half)];
  if (!first.equals(second)) return undefined;
  return { code: first.subarray(0, codeLength), trail: first.toString('latin1', codeLength, codeLength + textLength).split('\n') };
}
