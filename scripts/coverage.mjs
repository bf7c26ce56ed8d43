// Line coverage of src/: by the unit tests, which vitest measures, and by whole runs of the tool in the conformance
// cases and the end-to-end tests, which c8 measures. Fails below 95 per cent.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import coverage from 'istanbul-lib-coverage';
import { build } from 'rolldown';
import { options } from './build.mjs';
import { ready, root } from './ready.mjs';

ready();
const least = 95;
const folder = path.join(root, 'coverage');
const raw = path.join(folder, 'raw');
const dist = path.join(folder, 'dist');
const bin = path.join(folder, 'bin');

/** The build with all code that nothing uses in it, and with source maps that name files by their absolute paths. */
async function buildReadable() {
  const sourcemapPathTransform = (source, map) => new URL(source, pathToFileURL(map)).pathname;
  const output = { ...options.output, dir: dist, minify: false, sourcemap: 'hidden', sourcemapPathTransform };
  await build({ ...options, treeshake: false, logLevel: 'silent', output });
  fs.writeFileSync(path.join(dist, 'build'), 'coverage');
  fs.cpSync(path.join(root, 'bin'), bin, { recursive: true });
}

/** Node would copy each map into the report of each process, so the chunks name their maps only when all have run. */
function nameMaps() {
  for (const name of fs.readdirSync(dist).filter((file) => file.endsWith('.js')))
    fs.appendFileSync(path.join(dist, name), `//# sourceMappingURL=${name}.map\n`);
}

/** Runs a script. Its output is of interest only where the report is not as expected: it goes to a log. */
function runNode(words, environment = {}) {
  const log = fs.openSync(path.join(folder, 'log'), 'a');
  const stdio = ['ignore', log, log];
  spawnSync(process.execPath, words, { cwd: root, env: { ...process.env, ...environment }, stdio });
  fs.closeSync(log);
}

function measureConformance() {
  const cli = `env ECR_CODE_CACHE=off NODE_V8_COVERAGE=${raw} ${process.execPath} ${bin}/ecr.js`;
  runNode(['test/conformance/run.mjs', '--cli', cli]);
}

/** Runs the unit and end-to-end tests, except those of the published package and its code cache. */
function measureTests() {
  const report = [
    '--coverage.enabled',
    '--coverage.provider=v8',
    '--coverage.include=src/**',
    '--coverage.reporter=json',
    '--coverage.reportOnFailure',
  ];
  const exclude = ['--exclude', '**/{package,code-cache}.test.ts'];
  runNode(
    ['node_modules/vitest/vitest.mjs', 'run', ...report, `--coverage.reportsDirectory=${folder}/unit`, ...exclude],
    { TEST_BIN: bin, TEST_V8_COVERAGE: raw },
  );
}

function measureWholeRuns() {
  const words = ['--temp-directory', raw, '--merge-async', '--exclude-after-remap', '--include', 'src/**'];
  runNode(['node_modules/c8/bin/c8.js', 'report', ...words, '--reporter', 'json', '--reports-dir', `${folder}/runs`]);
}

/** Adds the lines that ran in whole runs to the statements of the unit tests' report, which has every file of src/. */
function merged() {
  const [unit, runs] = ['unit', 'runs'].map((name) =>
    JSON.parse(fs.readFileSync(path.join(folder, name, 'coverage-final.json'), 'utf8')),
  );
  for (const [file, { statementMap, s }] of Object.entries(unit)) {
    const lines = runs[file] === undefined ? {} : coverage.createFileCoverage(runs[file]).getLineCoverage();
    for (const [id, { start }] of Object.entries(statementMap)) s[id] += lines[start.line] ?? 0;
  }
  return coverage.createCoverageMap(unit);
}

fs.rmSync(folder, { recursive: true, force: true });
await buildReadable();
measureConformance();
measureTests();
nameMaps();
measureWholeRuns();

const map = merged();
for (const file of map.files()) {
  const missed = map.fileCoverageFor(file).getUncoveredLines();
  if (missed.length > 0) console.log(`  ${path.relative(root, file)}: not run: ${missed.join(' ')}`);
}
const { pct, covered, total } = map.getCoverageSummary().lines;
console.log(`line coverage of src/: ${pct} % (${covered} of ${total} lines; at least ${least} %)`);
process.exitCode = pct >= least ? 0 : 1;
