// Bundles src/ into dist/: CommonJS chunks that are loaded when a run first needs them.
//   node scripts/build.mjs [FOLDER]     where dist/ is to be, if not here
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { loadable, plainExports } from './build/chunks.mjs';
import { writeNotices } from './build/notices.mjs';
import { plugins } from './build/plugins.mjs';
import { writeDocuments } from './docs.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { version, bugs } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/**
 * Each file that a run loads has its price, and so does every byte of code: what the same runs need is one file, and no
 * more. Each of these is what its modules import, without what those before have; the rest is loaded when a run first
 * needs it.
 */
const tiers = {
  // What every run needs up to a usage error or a skeleton,
  light: ['cli'],
  // what a command needs to get as far as a request,
  run: ['run-operation', 'settings/startup-checks', 'output/json-format'],
  // and to make a call.
  call: ['service/caller', 'service/response'],
};

const out = process.argv[2] ?? root;
const dist = path.join(out, 'dist');

const shared = {
  cwd: root,
  platform: 'node',
  // The packages' ES modules let the bundler leave out what is not used; their CommonJS files do not.
  resolve: { mainFields: ['module', 'main'], conditionNames: ['module', 'node', 'import'] },
  logLevel: 'warn',
};
const sharedOutput = {
  dir: dist,
  format: 'cjs',
  minify: true,
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
};

const define = { ECR_VERSION: JSON.stringify(version), ECR_BUGS_URL: JSON.stringify(bugs.url) };

const tool = {
  ...shared,
  preserveEntrySignatures: 'allow-extension',
  input: { cli: 'src/cli.ts', local: 'src/local/command.ts' },
  plugins,
  transform: {
    define: {
      ...define,
      // On Node 20 the SDK would print a notice on stderr that it needs Node 22 from January 2027 on.
      'process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED': '"true"',
    },
  },
};

/**
 * Which tier each module belongs to. The bundler's own chunks, where nobody tells it how to make them, show what a
 * module really needs once everything unused is gone.
 */
async function tiersOfModules() {
  const { output } = await build({ ...tool, write: false, output: sharedOutput });
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  const homes = new Map(output.flatMap((chunk) => Object.keys(chunk.modules ?? {}).map((id) => [id, chunk])));
  const tierOf = new Map();
  for (const [tier, entries] of Object.entries(tiers)) {
    const visited = new Set();
    const visit = (chunk) => {
      if (chunk === undefined || visited.has(chunk)) return;
      visited.add(chunk);
      for (const id of Object.keys(chunk.modules)) if (!tierOf.has(id)) tierOf.set(id, tier);
      for (const name of chunk.imports) visit(chunks.get(name));
    };
    for (const entry of entries) visit(homes.get(path.join(root, 'src', `${entry}.ts`)));
  }
  return tierOf;
}

rmSync(dist, { recursive: true, force: true });
const tierOf = await tiersOfModules();
const codeSplitting = {
  includeDependenciesRecursively: false,
  groups: [{ name: (id) => tierOf.get(id), debugName: 'tiers' }],
};
const { output } = await build({ ...tool, output: { ...sharedOutput, codeSplitting } });

const runtime = plainExports(readFileSync(path.join(dist, 'rolldown-runtime.js'), 'utf8').trim());
const hash = createHash('sha256');
for (const name of readdirSync(dist).sort()) {
  const isTier = name === 'cli.js' || Object.hasOwn(tiers, path.basename(name, '.js'));
  // The bundler's few helpers have no state, so that a tier may have them in itself and spare its runs a file.
  const code = loadable(name, readFileSync(path.join(dist, name), 'utf8'), isTier ? runtime : undefined);
  writeFileSync(path.join(dist, name), code);
  hash.update(name).update(code);
}
// The code cache goes by this hash of all chunks.
writeFileSync(path.join(dist, 'build'), hash.digest('hex').slice(0, 16));

// What answers `--version` alone is loaded by Node itself, and so has everything in it.
await build({
  ...shared,
  input: { 'print-version': 'src/start/print-version.ts' },
  transform: { define },
  output: sharedOutput,
});

writeNotices(output, out);
await writeDocuments(out);
