// Makes a checkout ready to run: installs the packages of package-lock.json and builds dist/, each only if necessary.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const installed = path.join(root, 'node_modules', '.installed');
const built = path.join(root, 'node_modules', '.built');

/** Runs a command. Its output goes to stderr, because stdout belongs to the caller. */
function run(command, ...words) {
  const { status } = spawnSync(command, words, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

function fingerprint(...entries) {
  const hash = createHash('sha256');
  const add = (entry) => {
    const full = path.join(root, entry);
    if (fs.statSync(full).isDirectory()) for (const name of fs.readdirSync(full).sort()) add(path.join(entry, name));
    else hash.update(entry).update(fs.readFileSync(full));
  };
  entries.forEach(add);
  return hash.digest('hex');
}

function isCurrent(mark, content) {
  return fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === content;
}

export function ready() {
  const dependencies = fingerprint('package-lock.json');
  if (!isCurrent(installed, dependencies)) {
    run('npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error');
    fs.writeFileSync(installed, dependencies);
  }
  const sources = fingerprint(
    'package.json',
    'package-lock.json',
    'src',
    'scripts/build.mjs',
    'scripts/build',
    'scripts/docs.mjs',
  );
  if (!isCurrent(built, sources) || !fs.existsSync(path.join(root, 'dist', 'build'))) {
    run(process.execPath, path.join('scripts', 'build.mjs'));
    fs.writeFileSync(built, sources);
  }
}

// vitest calls `setup` before the first test.
export { ready as setup };

if (process.argv[1] === fileURLToPath(import.meta.url)) ready();
