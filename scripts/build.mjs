// Bundles src/ into dist/: CommonJS chunks that are loaded when a run first needs them.
//   node scripts/build.mjs [FOLDER]     where dist/ is to be, if not here
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { parseAst } from 'rolldown/parseAst';
import { writeDocuments } from './docs.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/**
 * The client comes with the SDK's whole chain of credential providers, for use where it is given no credentials.
 * It always is here, so that the chain is only a third of the bundle that every call would load.
 */
const withoutDefaultCredentials = {
  name: 'without-default-credentials',
  resolveId(source, importer) {
    const fromClient = /[\\/]client-ecr[\\/]/.test(importer ?? '');
    return fromClient && source === '@aws-sdk/credential-provider-node' ? '\0no-default-credentials' : null;
  },
  load(id) {
    if (id !== '\0no-default-credentials') return null;
    return 'export const defaultProvider = () => () => Promise.reject(new Error("no credentials were given to the client"));';
  },
};

/** Events in streams are for other services; no operation here has any. */
const withoutEventStreams = {
  name: 'without-event-streams',
  resolveId: (source) => (source === '@smithy/core/event-streams' ? '\0no-event-streams' : null),
  load: (id) => (id === '\0no-event-streams' ? 'export const EventStreamSerde = undefined; export const eventStreamSerdeProvider = undefined;' : null),
};

/** The proxy agents write a log of their own for `DEBUG`; here --debug tells of requests, with secrets masked. */
const withoutDebugLog = {
  name: 'without-debug-log',
  resolveId: (source, importer) => (source === 'debug' && /[\\/](?:https?-proxy-agent|agent-base)[\\/]/.test(importer ?? '') ? '\0no-debug-log' : null),
  load: (id) => (id === '\0no-debug-log' ? 'export default () => Object.assign(() => undefined, { enabled: false });' : null),
};

/** Queries are parsed by jmespath and evaluated by our own code: the library's, which is half of it, stays behind. */
const withoutInterpreter = {
  name: 'without-interpreter',
  transform(code, id) {
    if (!/[\\/]jmespath[\\/]jmespath\.js$/.test(id)) return null;
    const [start, end] = ['  function TreeInterpreter(', '  function compile('].map((mark) => code.indexOf(mark));
    if (start < 0 || end < start) throw new Error('jmespath is not built as it was: look at the plugin without-interpreter.');
    return code.slice(0, start) + code.slice(end).replace(/ {2}function search\([^]*?\n {2}\}\n/, '').replace(/^ {2}exports\.search.*$/m, '');
  },
};

/** Errors of the service are read by our own protocol (`answered-with-error.ts`), so that the SDK's classes for them are not. */
const withoutErrorClasses = {
  name: 'without-error-classes',
  transform: (code, id) => (/[\\/]client-ecr[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/.test(id) ? code.replace(/^n0_registry\.registerError\(.*$/gm, '') : null),
};

/**
 * The identifier that the SDK gives to each call comes from Node's own random numbers: the web's `crypto`, which it
 * asks for first, would be loaded for nothing else.
 */
const withoutWebCrypto = {
  name: 'without-web-crypto',
  transform(code, id) {
    if (!/[\\/]@smithy[\\/]core[\\/]dist-es[\\/]submodules[\\/]serde[\\/]/.test(id)) return null;
    if (id.endsWith('index.js')) return code.replace('import { getRandomValues } from', 'import { randomFillSync as getRandomValues } from');
    return /[\\/]uuid[\\/]v4\.js$/.test(id) ? code.replace(/ {4}if \(typeof crypto [^]*?\n {4}\}\n/, '') : null;
  },
};

/** commander loads node:child_process at once, for subcommands that are programs of their own; here there are none. */
const deferringChildProcess = {
  name: 'deferring-child-process',
  transform(code, id) {
    if (!/[\\/]commander[\\/]/.test(id)) return null;
    return code.replace(
      "require('node:child_process')",
      "{ get spawn() { return require('node:child_process').spawn; } }",
    );
  },
};

/**
 * Modules of Node that are imported at the top of something that every call loads, and used by few runs: each is loaded
 * at its first use. node:https takes as long as a third of a call over plain HTTP, node:fs/promises as a tenth.
 */
const deferred = {
  'node:https': {
    importer: /[\\/]node-http-handler[\\/]dist-es[\\/]node-https\.js$/,
    // The handler asks first whether it was given an agent of this class, and then whether it was given any.
    code: `const https = () => require('node:https');
      function Agent(options) { return new (https().Agent)(options); }
      Object.defineProperty(Agent, Symbol.hasInstance, { value: () => false });
      export default { Agent, get request() { return https().request; } };`,
  },
  'node:os': { importer: /[\\/]src[\\/]process-io\.ts$/, code: deferredFunctions('node:os', 'homedir', 'release', 'type') },
  'node:fs/promises': { importer: /[\\/]config[\\/]shared-ini-file-loader[\\/]readFile\.js$/, code: deferredFunctions('node:fs/promises', 'readFile') },
};

function deferredFunctions(module, ...names) {
  return names.map((name) => `export const ${name} = (...values) => require('${module}').${name}(...values);`).join('\n');
}

const deferringBuiltins = {
  name: 'deferring-builtins',
  resolveId: (source, importer) => (Object.hasOwn(deferred, source) && deferred[source].importer.test(importer ?? '') ? `\0deferred:${source}` : null),
  load: (id) => (id.startsWith('\0deferred:') ? deferred[id.slice('\0deferred:'.length)].code : null),
};

/**
 * What the chunks have that a script out of the code cache cannot: an import() of its own. And no letter outside ASCII,
 * so that V8 keeps the source with one byte for each.
 */
function plainScript(code) {
  const withoutImports = code.replace(/\bimport\(([`'"])([\w:./]+)\1\)/g, 'Promise.resolve(Object.create(require("$2"),{default:{value:require("$2")}}))');
  const left = /[^.\w$]import\(.{0,60}/.exec(withoutImports);
  if (left !== null) throw new Error(`A chunk has an import() left: ${left[0]}`);
  return withoutImports.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Each file that a run loads has its price, and so does every byte of code: what the same runs need is one file, and no
 * more. Each of these is what its modules import, without what those before have; the rest is loaded when a run first
 * needs it.
 */
const tiers = {
  // What every run needs up to a usage error or a skeleton,
  light: ['cli', 'version', 'input/skeleton', 'output/error-text', 'settings/error-format'],
  // what a command needs to get as far as a request,
  run: ['command-line/program', 'input/parameters', 'settings/settings', 'settings/region', 'output/print', 'output/timestamps', 'output/json', 'validation/check', 'validation/preflight'],
  // and to make a call.
  call: ['service/caller', 'service/answer', 'service/credentials/static-keys'],
};

const out = process.argv[2] ?? root;
const dist = path.join(out, 'dist');

/** The bundler's few helpers have no state, so that a tier may have them in itself and spare its runs a file. */
function withoutRuntimeFile(chunk, code, runtime) {
  if (chunk !== 'cli.js' && !Object.hasOwn(tiers, path.basename(chunk, '.js'))) return code;
  return code.replaceAll('require("./rolldown-runtime.js")', () => `(exports=>{${runtime}return exports})({})`);
}

const shared = {
  cwd: root,
  platform: 'node',
  // The packages' ES modules let the bundler leave out what is not used; their CommonJS files do not.
  resolve: { mainFields: ['module', 'main'], conditionNames: ['module', 'node', 'import'] },
  logLevel: 'warn',
};
const sharedOutput = { dir: dist, format: 'cjs', minify: true, entryFileNames: '[name].js', chunkFileNames: '[name].js' };

const define = { ECR_VERSION: JSON.stringify(version) };

const tool = {
  ...shared,
  preserveEntrySignatures: 'allow-extension',
  input: { cli: 'src/cli.ts', local: 'src/local/command.ts', keep: 'src/start/keep.ts' },
  plugins: [withoutDefaultCredentials, withoutEventStreams, withoutDebugLog, withoutInterpreter, withoutErrorClasses, withoutWebCrypto, deferringChildProcess, deferringBuiltins],
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
const codeSplitting = { includeDependenciesRecursively: false, groups: [{ name: (id) => tierOf.get(id), debugName: 'tiers' }] };
const { output } = await build({ ...tool, output: { ...sharedOutput, codeSplitting } });

/**
 * The bundler exports everything through getters, for what may change later. What does not is exported as it is: a
 * getter takes ten times as long to make, and a call of the service has a hundred.
 */
function plainExports(code) {
  const assigned = new Set();
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node?.type !== 'string') return;
    const target = node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : undefined;
    if (target?.type === 'Identifier') assigned.add(target.name);
    Object.values(node).forEach(visit);
  };
  visit(parseAst(code, { lang: 'js', sourceType: 'script' }));
  return code.replace(/Object\.defineProperty\(exports,"([\w$]+)",\{enumerable:!0,get:function\(\)\{return ([\w$]+)\}\}\)/g, (getter, name, local) => (assigned.has(local) ? getter : `exports.${name}=${local}`));
}

/** A chunk as `bin/ecr.js` evaluates it: with its own way to get at other chunks, and Node's for Node's modules. */
function wrapped(code) {
  return `(function(exports,load,require){${code.trim().replace(/\brequire\((["`])\.\/([\w.-]+)\1\)/g, 'load("$2")')}\n})\n`;
}

const runtime = plainExports(readFileSync(path.join(dist, 'rolldown-runtime.js'), 'utf8').trim());
const hash = createHash('sha256');
for (const name of readdirSync(dist).sort()) {
  const code = wrapped(withoutRuntimeFile(name, plainExports(plainScript(readFileSync(path.join(dist, name), 'utf8'))), runtime));
  writeFileSync(path.join(dist, name), code);
  hash.update(name).update(code);
}
// The code cache goes by this hash of all chunks.
writeFileSync(path.join(dist, 'build'), hash.digest('hex').slice(0, 16));

// What answers `--version` alone is loaded by Node itself, and so has everything in it.
await build({ ...shared, input: { 'print-version': 'src/start/print-version.ts' }, transform: { define }, output: sharedOutput });

/** The licences of all packages that went into the bundle. */
const packages = new Map();
for (const chunk of output) {
  for (const id of Object.keys(chunk.modules ?? {})) {
    const folder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id.replace(/^\0/, ''))?.[0];
    if (folder === undefined || !existsSync(path.join(folder, 'package.json'))) continue;
    const { name, version: number, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^(licen[cs]e|notice)/i.test(entry));
    packages.set(name, { heading: `${name} ${number} (${license})`, text: file ? readFileSync(path.join(folder, file), 'utf8').trim() : '' });
  }
}
/** A licence's own text is given once for all that share it; what stands around it, such as names and years, is kept. */
const apache = /Apache License\s+Version 2\.0[^]*?(?:END OF TERMS AND CONDITIONS|$)/;
const apacheText = [...packages.values()].map(({ text }) => apache.exec(text)?.[0]).find((text) => text !== undefined);
const byText = new Map();
for (const [, { heading, text }] of [...packages].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const whole = apache.exec(text);
  const owner = whole === null ? undefined : /^\s*(Copyright (?!\[).*)$/m.exec(text.slice(whole.index + whole[0].length))?.[1];
  const key = whole === null ? text : apacheText;
  byText.set(key, [...(byText.get(key) ?? []), owner === undefined ? heading : `${heading}, ${owner}`]);
}
writeFileSync(
  path.join(out, 'THIRD-PARTY-NOTICES'),
  `This package contains code of the packages named below, under their licences.\n${[...byText].map(([text, headings]) => `\n${'-'.repeat(80)}\n${headings.join('\n')}\n\n${text}\n`).join('')}`,
);

await writeDocuments(out);
