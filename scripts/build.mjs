// Bundles src/ into dist/: CommonJS chunks that are loaded when a run first needs them. Writes the man pages, the JSON
// Schema of a rules file (rules.schema.json) and the licenses of the bundled packages (THIRD-PARTY-NOTICES), too.
//   node scripts/build.mjs [FOLDER]     the folder to write to; by default, the checkout
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { checkInlined, packagesIn } from './build/inlined.mjs';
import { noticesOf } from './build/notices.mjs';
import { stubPlugins, unusedStubs } from './build/stubs.mjs';
import { writeManPages, writeRulesSchema } from './docs.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { version, bugs } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/**
 * The chunks, from the first to the last: each holds the files that match and all that they import statically, except
 * what an earlier chunk holds. Loading a file takes about 0.3 ms, so what the same runs need shares a chunk. Modules
 * that no pattern captures get chunks from the bundler.
 */
const chunks = {
  // What every run needs, up to a usage error,
  cli: /src[\\/]cli\.ts$/,
  // every operation, up to its request,
  run: /src[\\/](?:run-operation|(?:python|settings|pagination|command-line)[\\/](?!hints)[^\\/]+|output[\\/]format|prompt[\\/]mode)\.ts$/,
  // and every call of the service.
  call: /src[\\/]service[\\/]/,
  // Capabilities that some runs need.
  query: /src[\\/]output[\\/]query[\\/]/,
  styles: /src[\\/]output[\\/]colors\.ts$/,
  table: /src[\\/]output[\\/]table[\\/]/,
  yaml: /src[\\/]yaml[\\/]/,
  // Messages on a terminal need it, without the rest of help.
  wrapping: /src[\\/]help[\\/]wrapping/,
  help: /src[\\/]help[\\/]/,
  completion: /src[\\/]completion[\\/]/,
  credentials: /src[\\/]credentials[\\/](?!sts-client)/,
  // The SDK's client of STS, with its protocol.
  sts: /src[\\/]credentials[\\/]/,
  // The SDK's client of Secrets Manager.
  secrets: /src[\\/]extensions[\\/]upstream-secret[\\/]secrets-client/,
  // Without what needs the chunk of a call before there is one.
  extensions: /src[\\/]extensions[\\/](?!many-registries|upstream-secret|image-uri|dry-run)/,
  // With what it shares with the commands for many registries.
  'image-uri': /src[\\/]extensions[\\/]image-uri/,
  'many-registries': /src[\\/]extensions[\\/]/,
};

/** @type {import('rolldown').BuildOptions & { output: import('rolldown').OutputOptions }} */
export const options = {
  cwd: root,
  platform: 'node',
  input: { cli: 'src/cli.ts', local: 'src/local/command.ts' },
  // The ES modules of packages let the bundler drop unused code; their CommonJS files do not.
  resolve: { mainFields: ['module', 'main'], conditionNames: ['module', 'node', 'import'] },
  // cli-table3 requires it for colors that are never set; it would be half of the chunk.
  external: ['@colors/colors/safe'],
  preserveEntrySignatures: 'allow-extension',
  plugins: stubPlugins,
  transform: {
    define: {
      ECR_VERSION: JSON.stringify(version),
      ECR_BUGS_URL: JSON.stringify(bugs.url),
      // On Node 20 the SDK prints a notice on stderr that it needs Node 22 from January 2027 on.
      'process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED': '"true"',
    },
  },
  logLevel: 'warn',
  output: {
    format: 'cjs',
    // import() of a Node module would start Node's loader of ES modules, which takes 15 ms.
    dynamicImportInCjs: false,
    minify: true,
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: { groups: Object.entries(chunks).map(([name, test]) => ({ name, test })) },
  },
};

/**
 * A hash of all chunks, by which the code cache distinguishes builds (bin/code-cache.js).
 *
 * @param {readonly import('rolldown').OutputChunk[]} output
 */
function hashOf(output) {
  const hash = createHash('sha256');
  for (const { fileName, code } of output) hash.update(fileName).update(code);
  return hash.digest('hex').slice(0, 16);
}

/**
 * Builds what the published package holds beside files of the repository.
 *
 * @param {string} folder
 */
async function buildPackage(folder) {
  const dist = path.join(folder, 'dist');
  const { output } = await build({ ...options, output: { ...options.output, dir: dist } });
  const written = output.filter((file) => file.type === 'chunk');
  const unused = unusedStubs();
  if (unused.length > 0)
    throw new Error(`No import matches these stubs of scripts/build/stubs.mjs: ${unused.join(', ')}`);
  const packages = packagesIn(written);
  checkInlined([...packages.keys()]);
  writeFileSync(path.join(dist, 'build'), hashOf(written));
  writeFileSync(path.join(folder, 'THIRD-PARTY-NOTICES'), noticesOf([...packages.values()]));
  await writeManPages(folder, version);
  await writeRulesSchema(folder);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPackage(process.argv[2] ?? root);
