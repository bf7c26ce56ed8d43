import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';

/**
 * V8's compiled code of earlier runs, in the user's cache folder. V8 trusts what it is given and checks no more than a
 * few numbers at its head, so this does: the folder and the file must be the user's own and writable to nobody else, and
 * the content is there twice and must be the same both times. (Comparing costs a quarter of a checksum in JavaScript.)
 * Whatever is wrong means a slower run, never a failed one.
 *
 * The same few calls of Node throughout, and no others where these will do: the first use of each costs up to a tenth of
 * a millisecond, which is a good part of what a short run takes.
 */
export interface CodeCache {
  readonly folder: string;
  /** What is kept of a chunk; undefined where there is nothing, or nothing fit. */
  read(chunk: string): Kept | undefined;
}

export interface Kept {
  readonly code: Uint8Array;
  /** What the runs did that the code comes from: the chunks that they loaded, and how they ended. */
  readonly trail: readonly string[];
}

/** Put in by the build: a hash of all chunks. */
declare const ECR_BUILD: string;

/** Of the layout that `pack` describes. */
const mark = 0x65_63_72_32;
const headLength = 16;
/** How much of the second half is held at once, in bytes. */
const block = 64 * 1024;
/** More than any chunk's code, in bytes: what is longer is something else. */
const longest = 16 * 1024 * 1024;
const writableToOthers = 0o022;

/** The folder of this build's code, for this runtime: code of another is of no use. */
export function codeCacheFolder(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  if (environment['ECR_CODE_CACHE'] === 'off') return undefined;
  // https://specifications.freedesktop.org/basedir-spec: a path that is not absolute counts for nothing.
  const given = environment['XDG_CACHE_HOME'];
  const caches = given !== undefined && isAbsolute(given) ? given : `${environment['HOME'] || homedir()}/.cache`;
  return isAbsolute(caches) ? `${caches}/ecr-cli/${process.version}-${process.arch}-${ECR_BUILD}` : undefined;
}

export function openCodeCache(folder: string): CodeCache {
  let trusted: boolean | undefined;
  return {
    folder,
    read(chunk) {
      trusted ??= isTrusted(folder);
      return trusted ? withOwn(`${folder}/${chunk}`, constants.O_NONBLOCK, readKept) : undefined;
    },
  };
}

/** Whether a folder is there in which nobody else can put anything; the one above it, too. */
export function isTrusted(folder: string): boolean {
  const above = folder.slice(0, folder.lastIndexOf('/'));
  return [above, folder].every((place) => withOwn(place, constants.O_DIRECTORY, () => true) ?? false);
}

/** Opens something that is the user's own and that nobody else can write to, and no symbolic link. */
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

/** Four numbers: the mark, the length of the code, of its trail, and none; then twice the same: the code, and the trail. */
export function pack({ code, trail }: Kept): Buffer {
  const text = Buffer.from(trail.join('\n'));
  // V8 wants its data aligned.
  const half = Math.ceil((code.length + text.length) / 8) * 8;
  const content = Buffer.alloc(headLength + 2 * half);
  new Uint32Array(content.buffer, content.byteOffset).set([mark, code.length, text.length]);
  for (const start of [headLength, headLength + half]) {
    content.set(code, start);
    content.set(text, start + code.length);
  }
  return content;
}

/** The second half goes through a small buffer, so that a run does not hold it. */
function readKept(file: number, { size, mode }: Stats): Kept | undefined {
  if ((mode & constants.S_IFMT) !== constants.S_IFREG || size < headLength || size > longest || size % 2 !== 0) return undefined;
  const first = Buffer.allocUnsafeSlow(headLength + (size - headLength) / 2);
  if (readSync(file, first) !== first.length) return undefined;
  const [found, codeLength = 0, textLength = 0] = new Uint32Array(first.buffer, 0, 3);
  if (found !== mark || headLength + codeLength + textLength > first.length) return undefined;
  const second = Buffer.allocUnsafeSlow(Math.min(first.length, block));
  for (let at = headLength; at < first.length; ) {
    const length = readSync(file, second);
    if (length === 0 || first.compare(second, 0, length, at, at + length) !== 0) return undefined;
    at += length;
  }
  const trail = new Uint8Array(first.buffer, headLength + codeLength, textLength);
  return { code: new Uint8Array(first.buffer, headLength, codeLength), trail: String.fromCharCode(...trail).split('\n') };
}
