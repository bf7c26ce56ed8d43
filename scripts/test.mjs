// The whole test, in one pass: lint, types, format, conformance, unit and end-to-end tests, and a short fuzzing with a
// fixed seed. The last line adds up all counts.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ready, root } from './ready.mjs';

ready();

const totals = { passed: 0, failed: 0, skipped: 0 };
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'ecr-test-'));
// Some tests run the tool as another user, who has to get at their files.
fs.chmodSync(scratch, 0o755);
const environment = { ...process.env, HOME: scratch, TMPDIR: scratch, VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' };

/** Runs a script with Node. Its output is shown as it comes, or returned alone where `isQuiet`. */
function runNode(words, { isQuiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of ['stdout', 'stderr'])
      child[stream].on('data', (chunk) => {
        output += chunk;
        if (!isQuiet) process[stream].write(chunk);
      });
    child.on('close', (code) => resolve({ code, output }));
  });
}

function count(title, { passed, failed, skipped = 0 }) {
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
  const skips = skipped > 0 ? `, ${skipped} skipped` : '';
  console.log(`${failed === 0 ? '✓' : '✗'} ${title}: ${passed} passed, ${failed} failed${skips}`);
}

/** A check that passes or fails as a whole. Only a failure shows its output. */
async function check(title, ...words) {
  const { code, output } = await runNode(words, { isQuiet: true });
  if (code !== 0) process.stdout.write(output);
  count(title, { passed: Number(code === 0), failed: Number(code !== 0) });
}

async function staticChecks() {
  await check('lint', 'scripts/lint.mjs');
  await check('types', 'node_modules/typescript/bin/tsc', '--noEmit');
  await check('format', 'node_modules/prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn');
}

async function conformance() {
  // Each case has a separate home folder. A shared code cache saves a third of the CPU time.
  const cli = `env XDG_CACHE_HOME=${scratch}/cache ${process.execPath} ${root}/bin/ecr.js`;
  const { code, output } = await runNode(['test/conformance/run.mjs', '--cli', cli], { isQuiet: true });
  if (code !== 0) process.stdout.write(output);
  const [, passed = 0, failed = 1] = /^(\d+) passed, (\d+) failed$/m.exec(output) ?? [];
  count('conformance', { passed: Number(passed), failed: Number(failed) });
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const literally = (text) => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');

async function vitest() {
  const report = path.join(scratch, 'vitest.json');
  const { code } = await runNode([
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const files = fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')).testResults : [];
  const tests = files.flatMap(({ name, assertionResults }) => {
    const file = path.relative(root, name);
    return assertionResults.map(({ status, fullName }) => ({ file, status, fullName }));
  });
  for (const { file, status, fullName } of tests) {
    if (status === 'failed')
      console.log(`  to run it alone: npx vitest run ${file} -t ${quoted(`^${literally(fullName)}$`)}`);
    else if (status !== 'passed') console.log(`  skipped: ${file}: ${fullName}`);
  }
  for (const folder of ['unit', 'end-to-end', 'fuzz']) {
    const own = tests.filter(({ file }) => file.startsWith(path.join('test', folder)));
    const passed = own.filter(({ status }) => status === 'passed').length;
    const failed = own.filter(({ status }) => status === 'failed').length;
    count(`${folder} tests`, { passed, failed, skipped: own.length - passed - failed });
  }
  // A file that does not load, or a run that found nothing, has failed too.
  if (code !== 0 && tests.every(({ status }) => status !== 'failed'))
    count('all test files load', { passed: 0, failed: 1 });
}

/** Programs that some tests need. Those tests are skipped where the program is missing. */
function missingPrograms() {
  const programs = ['fish', 'less', 'man', 'openssl', 'setsid', 'strace', 'tmux', 'zsh'];
  const missing = programs.filter((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0);
  return fs.existsSync(path.join(root, '.reference', 'aws'))
    ? missing
    : [...missing, 'the AWS CLI (scripts/official-cli.sh)'];
}

await Promise.all([staticChecks(), conformance()]);
await vitest();
fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });

if (totals.skipped > 0) {
  const missing = missingPrograms();
  const reason = missing.length > 0 ? `; not installed: ${missing.join(', ')}` : '';
  console.log(`${totals.skipped} skipped${reason}`);
}
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;
