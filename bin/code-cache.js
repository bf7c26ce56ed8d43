'use strict';
// Node 12 must be able to parse this file. package.json has the same oldest version.
const program = String(process.argv[1]).replace(/^.*[/\\]|\.js$/g, '');
function end(/** @type {string} */ problem) {
  console.error(`\n${program}: [ERROR]: ${program} ${problem}`);
  process.exit(1);
}
if (parseInt(process.versions.node) < 20) end(`needs Node 20 or later, and this is Node ${process.versions.node}.`);

// Loads the chunks of dist/ with the code that V8 compiled in earlier runs: see docs/performance.md. V8 does not verify that
// code, so it comes only from files that no other user can write, and each file holds it twice, to detect damage. A cache
// that is missing, damaged, stale or unwritable makes a run slower, never wrong.
const fs = require('node:fs');
const path = require('node:path');
const { Script } = require('node:vm');

const dist = path.join(__dirname, '..', 'dist');
if (!fs.existsSync(dist)) end('is not built. In its folder, run: npm ci && npm run build');
const build = `${process.version}-${process.arch}-${fs.readFileSync(path.join(dist, 'build'), 'utf8')}-`;
const maxAge = 30 * 24 * 60 * 60 * 1000; // of other builds' files, in milliseconds
/** @type {Map<string, { script: Script, exports: any }>} */
const chunks = new Map();
const user = process.getuid === undefined ? undefined : process.getuid();
const { ECR_CODE_CACHE, XDG_CACHE_HOME = '', HOME, USERPROFILE } = process.env;
const parent = path.isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : path.join(HOME || USERPROFILE || '', '.cache');
/** The folder of the cache (https://specifications.freedesktop.org/basedir-spec); undefined for no cache. */
const folder = path.isAbsolute(parent) && ECR_CODE_CACHE !== 'off' ? path.join(parent, 'ecr-cli') : undefined;
if (folder !== undefined) process.on('exit', (exitCode) => save(folder, exitCode));

/** Loads a chunk of dist/ and returns its exports. */
function load(/** @type {string} */ chunk) {
  const filename = path.join(dist, chunk);
  if (folder === undefined) return require(filename);
  const loaded = chunks.get(chunk);
  if (loaded !== undefined) return loaded.exports;
  const source = `(function (exports, require) {${fs.readFileSync(filename, 'utf8')}\n})`;
  const script = new Script(source, { filename, ...readCode(folder, chunk) });
  const exports = {};
  chunks.set(chunk, { script, exports });
  script.runInThisContext()(exports, (/** @type {string} */ id) => (id[0] === '.' ? load(id.slice(2)) : require(id)));
  return exports;
}

function readCode(/** @type {string} */ folder, /** @type {string} */ chunk) {
  try {
    const file = path.join(folder, build + chunk);
    const content = isPrivate(folder) && isPrivate(file) ? fs.readFileSync(file) : Buffer.from('?');
    const code = content.subarray(0, content.length / 2);
    return code.equals(content.subarray(code.length)) ? { cachedData: code } : {};
  } catch {
    return {};
  }
}

/** Whether only this user can write here. Windows has no such owners and modes. */
function isPrivate(/** @type {string} */ place) {
  const stats = fs.lstatSync(place);
  const isOwn = user === undefined || (stats.uid === user && (stats.mode & 0o022) === 0);
  return isOwn && !stats.isSymbolicLink();
}

/** Writes the code of this run, unless an earlier run loaded the same chunks and had the same exit code. */
function save(/** @type {string} */ folder, /** @type {number} */ exitCode) {
  const known = `${[...chunks.keys()].join('+')}=${exitCode}`;
  const isCached = [...chunks.values()].every(({ script }) => script.cachedDataRejected === false);
  if (isCached && fs.existsSync(path.join(folder, build + known))) return;
  try {
    for (const place of [path.dirname(parent), parent, folder]) {
      if (place !== path.dirname(parent) && !fs.existsSync(place)) fs.mkdirSync(place, { mode: 0o700 });
      if (user === 0 && fs.statSync(place).uid !== 0) return; // root, in the home folder of somebody else
    }
    if (!isPrivate(folder)) return;
    const code = [...chunks].map(([chunk, { script }]) => ({ name: chunk, half: script.createCachedData() }));
    for (const file of fs.readdirSync(folder).map((name) => path.join(folder, name)))
      if (Date.now() - fs.lstatSync(file).mtimeMs > maxAge) fs.rmSync(file, { recursive: true, force: true });
    for (const { name, half } of [...code, { name: known, half: Buffer.alloc(0) }]) {
      const file = path.join(folder, build + name);
      fs.rmSync(file, { force: true });
      const descriptor = fs.openSync(file, 'wx', 0o600);
      try {
        fs.writeFileSync(descriptor, Buffer.concat([half, half]));
      } catch {
        fs.rmSync(file); // Part of the code would take the last space of a full disk.
      }
    }
  } catch {
    // The next run is as slow as this one.
  }
}

module.exports = { load };
