// Line coverage of src/ by the conformance cases, the end-to-end tests and the unit tests together.
//   node scripts/coverage.mjs [LEAST]     fails below this many per cent
import { TraceMap, eachMapping } from '@jridgewell/trace-mapping';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'rolldown';
import { ready, root } from './ready.mjs';

ready();
const least = Number(process.argv[2] ?? 0);
const folder = path.join(root, 'coverage');
const raw = path.join(folder, 'raw');
fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(raw, { recursive: true });

// The same sources as a bundle that is easy to look into: not minified, with maps, loaded by Node itself.
await build({
  cwd: root,
  input: { cli: 'src/cli.ts', local: 'src/local/command.ts' },
  platform: 'node',
  resolve: { mainFields: ['module', 'main'], conditionNames: ['module', 'node', 'import'] },
  transform: {
    define: { 'process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED': '"true"', ECR_VERSION: '"0.0.0"' },
  },
  logLevel: 'silent',
  output: {
    dir: path.join(folder, 'dist'),
    format: 'cjs',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
  },
});
fs.mkdirSync(path.join(folder, 'bin'));
fs.writeFileSync(
  path.join(folder, 'bin', 'ecr.js'),
  "require('../dist/cli.js').run({ folder: undefined, isTrusted: () => false, loaded: new Map() });\n",
);
fs.writeFileSync(path.join(folder, 'bin', 'ecr-local.js'), "require('../dist/local.js').run();\n");
const wrapper = path.join(folder, 'ecr');
fs.writeFileSync(wrapper, `#!/bin/sh\nNODE_V8_COVERAGE=${raw} exec ${process.execPath} ${folder}/bin/ecr.js "$@"\n`, {
  mode: 0o755,
});

/** By file of src/: which lines have code, and which of them ran. */
const lines = new Map();
const linesOf = (file) => {
  if (!lines.has(file)) lines.set(file, { all: new Set(), ran: new Set() });
  return lines.get(file);
};

// By chunk: the letters that ran in any process.
const chunks = new Map();
function collect() {
  for (const name of fs.readdirSync(raw)) {
    const place = path.join(raw, name);
    let report;
    try {
      report = JSON.parse(fs.readFileSync(place, 'utf8'));
    } catch {
      continue; // A process that was killed while it wrote.
    }
    for (const { url, functions } of report.result) {
      if (!url.includes('/coverage/dist/')) continue;
      const file = url.replace('file://', '');
      if (!chunks.has(file)) chunks.set(file, new Uint8Array(fs.statSync(file).size));
      const ran = chunks.get(file);
      const own = new Uint8Array(ran.length);
      // Outer ranges come before inner ones.
      for (const { ranges } of functions)
        for (const { startOffset, endOffset, count } of ranges) own.fill(count > 0 ? 1 : 0, startOffset, endOffset);
      for (let index = 0; index < own.length; index++) if (own[index] === 1) ran[index] = 1;
    }
    fs.rmSync(place);
  }
}

const environment = { ...process.env, NODE_V8_COVERAGE: undefined };
const groups = JSON.parse(fs.readFileSync(path.join(root, 'test', 'conformance-groups.json'), 'utf8'));
for (const group of groups) {
  spawnSync(process.execPath, ['test/conformance/run.mjs', '--cli', wrapper, `test/conformance/cases/${group}.json`], {
    cwd: root,
    env: environment,
    stdio: 'ignore',
  });
  collect();
}
const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
const through = { ...environment, ECR_TEST_BIN: path.join(folder, 'bin'), ECR_TEST_COVERAGE: raw };
spawnSync(
  process.execPath,
  [vitest, 'run', 'test/end-to-end', '--exclude', '**/{package,code-cache,documents,same-life}.test.ts'],
  { cwd: root, env: through, stdio: 'ignore' },
);
collect();

for (const [file, ran] of chunks) {
  if (!fs.existsSync(`${file}.map`)) continue;
  const code = fs.readFileSync(file, 'utf8');
  const starts = [0];
  for (let at = code.indexOf('\n'); at >= 0; at = code.indexOf('\n', at + 1)) starts.push(at + 1);
  eachMapping(
    new TraceMap(JSON.parse(fs.readFileSync(`${file}.map`, 'utf8'))),
    ({ generatedLine, generatedColumn, source, originalLine }) => {
      const own = source === null ? undefined : path.relative(root, path.resolve(path.dirname(file), source));
      if (own === undefined || !own.startsWith('src/') || originalLine === null) return;
      const { all, ran: ranLines } = linesOf(own);
      all.add(originalLine);
      if (ran[(starts[generatedLine - 1] ?? 0) + generatedColumn] === 1) ranLines.add(originalLine);
    },
  );
}

// What the unit tests run, by vitest's own account.
const unit = path.join(folder, 'unit');
spawnSync(
  process.execPath,
  [
    vitest,
    'run',
    'test/unit',
    '--coverage.enabled',
    '--coverage.provider=v8',
    '--coverage.include=src/**',
    '--coverage.reporter=json',
    `--coverage.reportsDirectory=${unit}`,
  ],
  { cwd: root, env: environment, stdio: 'ignore' },
);
const byFile = fs.existsSync(`${unit}/coverage-final.json`)
  ? JSON.parse(fs.readFileSync(`${unit}/coverage-final.json`, 'utf8'))
  : {};
for (const [file, { statementMap, s }] of Object.entries(byFile)) {
  // Statements are what counts; the bundle's map knows lines with a brace or a `case` as well.
  const known = linesOf(path.relative(root, file));
  const all = new Set(Object.values(statementMap).map(({ start }) => start.line));
  const ran = new Set([...known.ran].filter((line) => all.has(line)));
  for (const [id, { start }] of Object.entries(statementMap)) if (s[id] > 0) ran.add(start.line);
  lines.set(path.relative(root, file), { all, ran });
}

let [total, covered] = [0, 0];
const rows = [...lines]
  .filter(([file]) => !file.startsWith('src/start/'))
  .map(([file, { all, ran }]) => {
    total += all.size;
    covered += ran.size;
    return {
      file,
      share: all.size === 0 ? 100 : (100 * ran.size) / all.size,
      missing: [...all].filter((line) => !ran.has(line)).sort((a, b) => a - b),
    };
  });
for (const { file, share, missing } of rows
  .filter(({ missing: left }) => left.length > 0)
  .sort((a, b) => a.share - b.share))
  console.log(`  ${share.toFixed(0)} % ${file}: not run ${missing.join(' ')}`);
const share = (100 * covered) / total;
console.log(`line coverage of src/: ${share.toFixed(1)} % of ${total} lines`);
process.exit(share >= least ? 0 : 1);
