// The whole test: lint, types, unit tests, conformance, end-to-end tests. The last line counts them all.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ready, root } from './ready.mjs';

ready();

const totals = { passed: 0, failed: 0, skipped: 0 };
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'ecr-test-'));

/** Settings of the person who runs the tests must not reach them, nor may a test reach out to look for credentials. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(AWS_|ECR_|(https?|all|no)_proxy$)/i.test(name)),
);
Object.assign(environment, {
  AWS_EC2_METADATA_DISABLED: 'true',
  HOME: scratch,
  TZ: 'UTC',
  VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true',
});

function run(words, { echo = true } = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (echo) process.stdout.write(chunk);
    });
    child.on('close', (code) => resolve({ code, output }));
  });
}

function count(title, { passed, failed, skipped = 0 }) {
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
  console.log(
    `${failed === 0 ? '✓' : '✗'} ${title}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`,
  );
}

async function check(title, ...words) {
  const { code } = await run(words);
  count(title, { passed: Number(code === 0), failed: Number(code !== 0) });
}

async function vitest(title, folder) {
  const report = path.join(scratch, `${folder}.json`);
  const { code } = await run([
    'node_modules/vitest/vitest.mjs',
    'run',
    `test/${folder}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const result = fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')) : undefined;
  const failed = result?.numFailedTests ?? 1;
  for (const test of result?.testResults.flatMap((file) => file.assertionResults) ?? []) {
    if (test.status === 'pending' || test.status === 'skipped') console.log(`  skipped: ${test.fullName}`);
  }
  // A file that does not load, or a run that found nothing, has failed too.
  count(title, {
    passed: result?.numPassedTests ?? 0,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: result?.numPendingTests ?? 0,
  });
}

async function conformance(node, title, groups) {
  let passed = 0;
  let failed = 0;
  for (const group of groups) {
    const { output } = await run(
      ['test/conformance/run.mjs', '--cli', `${node} ${root}/bin/ecr.js`, `test/conformance/cases/${group}.json`],
      { echo: false },
    );
    const [, groupPassed = '0', groupFailed = '1'] = /^(\d+) passed, (\d+) failed$/m.exec(output) ?? [];
    if (groupFailed !== '0') process.stdout.write(output);
    if (node === process.execPath)
      count(`${title}: ${group}`, { passed: Number(groupPassed), failed: Number(groupFailed) });
    passed += Number(groupPassed);
    failed += Number(groupFailed);
  }
  if (node !== process.execPath) count(title, { passed, failed });
}

/** All cases on this Node, and on the oldest and the newest that the tool has to work on; some on those between. */
async function conformanceOnAllVersions() {
  const groups = JSON.parse(fs.readFileSync(path.join(root, 'test', 'conformance-groups.json'), 'utf8'));
  await conformance(process.execPath, 'conformance', groups);
  for (const [version, own] of Object.entries({
    20: groups,
    22: ['request', 'output'],
    24: ['request', 'output'],
    26: groups,
  })) {
    if (process.versions.node.startsWith(`${version}.`)) continue;
    const node = path.join(root, '.reference', `node-${version}`, 'node');
    if (fs.existsSync(node)) await conformance(node, `conformance on Node ${version}`, own);
    else {
      console.log(`  skipped: conformance on Node ${version}, which scripts/node-versions.sh fetches`);
      totals.skipped++;
    }
  }
}

/** Line coverage of src/ by everything above together. */
async function coverage() {
  const { code, output } = await run(['scripts/coverage.mjs', '95'], { echo: false });
  console.log(`  ${output.trimEnd().split('\n').at(-1)}`);
  count('line coverage of at least 95 per cent', { passed: Number(code === 0), failed: Number(code !== 0) });
}

/** A short run of the fuzzer; `npm run fuzz` goes on for longer. */
async function fuzz() {
  const { code } = await run(['scripts/fuzz/fuzz.mjs', '15']);
  count('fuzz', { passed: Number(code === 0), failed: Number(code !== 0) });
}

/** Start-up, memory and size against their budget; the figures are part of the report. */
async function budget() {
  const { output } = await run(['scripts/bench/guard.mjs']);
  const [, passed = '0', failed = '1'] = /^(\d+) passed, (\d+) failed$/m.exec(output) ?? [];
  count('speed and size', { passed: Number(passed), failed: Number(failed) });
}

/** The public JMESPath suite is third-party data and no part of the project; it runs where it is at hand. */
async function compliance() {
  const runner = path.join(root, '..', 'shared', 'jmespath-compliance', 'run.mjs');
  if (!fs.existsSync(runner)) return;
  const { output } = await run([runner, '--cli', `${process.execPath} ${root}/bin/ecr.js`], { echo: false });
  const [, passed = '0', failed = '1'] = /^(\d+) passed, (\d+) failed$/m.exec(output) ?? [];
  if (failed !== '0') process.stdout.write(output);
  count('JMESPath compliance', { passed: Number(passed), failed: Number(failed) });
}

await Promise.all([check('lint', 'scripts/lint.mjs'), check('types', 'node_modules/typescript/bin/tsc', '--noEmit')]);
await vitest('unit tests', 'unit');
await conformanceOnAllVersions();
await compliance();
await vitest('end-to-end tests', 'end-to-end');
await coverage();
await fuzz();
await budget();

fs.rmSync(scratch, { recursive: true, force: true });
if (totals.skipped > 0) console.log(`${totals.skipped} skipped`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;
