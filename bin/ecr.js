#!/usr/bin/env node
'use strict';
// Starts `ecr`: loads the chunks of dist/ as a run needs them, out of V8's code cache where the user's cache folder has
// it, in place of Node's own loader, which knows no code cache and takes three times as long for each file.
//
// JavaScript in one file, because that is what every run waits for: another module costs it a third of a millisecond,
// as much as a tenth of all that Node's own start leaves. For the same reason there are the same few calls of Node
// throughout: the first use of each costs up to a tenth of a millisecond. And each function stands in parentheses, which
// V8 takes for a sign that it will be called, and compiles it with the file: to skip it first and to come back for it
// later takes more than a tenth of a millisecond in all.

const dist = `${__dirname}/../dist`;

if (require.main === module && process.argv.length === 3 && process.argv[2] === '--version') {
  // All that is asked for; to load the tool would take longer. If it fails, the tool knows what to say.
  if (require(`${dist}/print-version.js`).printVersion()) process.exit(0);
}

const fs = require('node:fs');
const { Script } = require('node:vm');

const { O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, S_IFMT, S_IFREG } = fs.constants;

// The code cache: what V8 made of the chunks in earlier runs. V8 trusts what it is given and checks no more than a few
// numbers at its head, so this does: the folder and the file must be the user's own and writable to nobody else, and
// the content is there twice and must be the same both times. (Comparing costs a quarter of a checksum in JavaScript.)
// Whatever is wrong means a slower run, never a failed one. `src/start/finish.ts` decides when to write it,
// `src/start/keep.ts` does, and has the layout.

const layout = 0x65_63_72_32;
const headLength = 16;
/** More than any chunk's code, in bytes: what is longer is something else. */
const longest = 16 * 1024 * 1024;
const writableToOthers = 0o022;
/**
 * Holds as much of a second half as is compared at once.
 *
 * @type {Uint8Array | undefined}
 */
let piece;

/**
 * @typedef {import('../src/start/start.ts').Start} Start
 * @typedef {import('../src/start/start.ts').Kept} Kept
 * @typedef {import('../src/start/start.ts').Loaded} Loaded
 *
 * @typedef {object} Chunk what the entry's chunk offers here
 * @property {(start: Start) => void} [run]
 */

/** The folder of this build's code, for this runtime: code of another is of no use. */
const codeCacheFolder = function () {
  const { ECR_CODE_CACHE: wish, XDG_CACHE_HOME: given, HOME: home } = process.env;
  if (wish === 'off') return undefined;
  // https://specifications.freedesktop.org/basedir-spec: a path that is not absolute counts for nothing.
  const caches = given !== undefined && isAbsolute(given) ? given : `${home || require('node:os').homedir()}/.cache`;
  return isAbsolute(caches)
    ? `${caches}/ecr-cli/${process.version}-${process.arch}-${fs.readFileSync(`${dist}/build`, 'utf8')}`
    : undefined;
};

/** @type {(path: string) => boolean} */
const isAbsolute = function (path) {
  return path[0] === '/' || (process.platform === 'win32' && /^[a-z]:[\\/]/i.test(path));
};

/**
 * Whether a folder is there in which nobody else can put anything; the one above it, too.
 *
 * @type {(folder: string) => boolean}
 */
const isTrusted = function (folder) {
  return (
    withOwn(folder.slice(0, folder.lastIndexOf('/')), O_DIRECTORY, isThere) === true &&
    withOwn(folder, O_DIRECTORY, isThere) === true
  );
};

const isThere = function () {
  return true;
};

/**
 * Opens something that is the user's own and that nobody else can write to, and no symbolic link.
 *
 * @type {<T>(path: string, flags: number, use: (file: number, found: import('node:fs').Stats) => T | undefined) => T | undefined}
 */
const withOwn = function (path, flags, use) {
  let file;
  try {
    file = fs.openSync(path, O_RDONLY | O_NOFOLLOW | flags);
  } catch {
    return undefined;
  }
  try {
    const found = fs.fstatSync(file);
    // Windows has neither owners nor modes in this sense; a profile's folder is its user's there.
    const isOwn =
      process.getuid === undefined || (found.uid === process.getuid() && (found.mode & writableToOthers) === 0);
    return isOwn ? use(file, found) : undefined;
  } catch {
    return undefined;
  } finally {
    fs.closeSync(file);
  }
};

/**
 * The second half goes through a small buffer, so that a run does not hold it.
 *
 * @type {(file: number, found: import('node:fs').Stats) => Kept | undefined}
 */
const readKept = function (file, { size, mode }) {
  if ((mode & S_IFMT) !== S_IFREG || size < headLength || size > longest || size % 2 !== 0) return undefined;
  const first = new Uint8Array(headLength + (size - headLength) / 2);
  if (fs.readSync(file, first) !== first.length) return undefined;
  const [found, codeLength = 0, trailLength = 0] = new Uint32Array(first.buffer, 0, 3);
  if (found !== layout || headLength + codeLength + trailLength > first.length) return undefined;
  piece ??= new Uint8Array(64 * 1024);
  for (let at = headLength; at < first.length;) {
    const length = fs.readSync(file, piece);
    if (length === 0 || Buffer.compare(first.subarray(at, at + length), piece.subarray(0, length)) !== 0)
      return undefined;
    at += length;
  }
  return {
    code: new Uint8Array(first.buffer, headLength, codeLength),
    trail: new Uint8Array(first.buffer, headLength + codeLength, trailLength),
  };
};

/**
 * Starts a tool of dist/, which ends the process. Its chunk has a function `run`, unless loading it is all.
 *
 * @type {(entry: string) => void}
 */
const startTool = function (entry) {
  const folder = codeCacheFolder();
  const trusted = folder !== undefined && isTrusted(folder);
  /** @type {Map<string, Loaded>} */
  const loaded = new Map();
  /** @type {Map<string, Chunk>} */
  const exportsOf = new Map();

  /** @type {(chunk: string) => Chunk} */
  const load = function (chunk) {
    const present = exportsOf.get(chunk);
    if (present !== undefined) return present;
    const filename = `${dist}/${chunk}`;
    const kept = trusted ? withOwn(`${folder}/${chunk}`, O_NONBLOCK, readKept) : undefined;
    const script = new Script(
      fs.readFileSync(filename, 'utf8'),
      kept === undefined ? { filename } : { filename, cachedData: kept.code },
    );
    loaded.set(chunk, { script, kept: script.cachedDataRejected ? undefined : kept });
    const exported = {};
    exportsOf.set(chunk, exported);
    // The build has wrapped each chunk into a function of its exports and of how it gets at others.
    script.runInThisContext()(exported, load, require);
    return exported;
  };

  load(entry).run?.({ folder, isTrusted, loaded });
};

if (require.main === module) startTool('cli.js');
module.exports = { startTool };
