// Bundles src/ into dist/: CommonJS chunks that are loaded when a run first needs them.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

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
 * Each file that a run loads costs a quarter of a millisecond, and so does every eight kilobytes of code: what the
 * same runs need is one file, and no more. `light` is what every run needs up to a usage error, `input` what every
 * operation needs to know its parameters, `run` what every call needs beside the SDK; the rest is loaded when a run first needs it.
 */
const inSource = (pattern) => (id) => id.startsWith(path.join(root, 'src') + path.sep) && pattern.test(id.slice(root.length));
const groups = [
  { name: 'light', test: inSource(/src.(?:main|cli|process-io|io|errors|likeness|paths|shell-words|command-line.(?!program)[\w-]+|model.(?!pattern)[\w-]+|output.error-text|settings.(?:error-format|profile-paths))\.ts$/) },
  { name: 'input', test: inSource(/src.(?:json|values|system-errors|command-line.program|input.(?!yaml|listing)[\w-]+)\.ts$/) },
  { name: 'run', test: inSource(/src.(?:text-order|ini|model.pattern|settings.[\w-]+|validation.[\w-]+|output.(?:print|format|json|text|printed-text|timestamps|paint))\.ts$/) },
];

rmSync(path.join(root, 'dist'), { recursive: true, force: true });
const { output } = await build({
  cwd: root,
  input: { cli: 'src/cli.ts', local: 'src/local/command.ts' },
  platform: 'node',
  // The packages' ES modules let the bundler leave out what is not used; their CommonJS files do not.
  resolve: { mainFields: ['module', 'main'], conditionNames: ['module', 'node', 'import'] },
  plugins: [withoutDefaultCredentials, deferringChildProcess],
  transform: {
    define: {
      ECR_VERSION: JSON.stringify(version),
      // On Node 20 the SDK would print a notice on stderr that it needs Node 22 from January 2027 on.
      'process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED': '"true"',
    },
  },
  logLevel: 'warn',
  output: {
    dir: 'dist',
    format: 'cjs',
    minify: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: { groups },
  },
});

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
// Most packages share one text; it is given once.
const byText = new Map();
for (const [, { heading, text }] of [...packages].sort(([a], [b]) => (a < b ? -1 : 1))) byText.set(text, [...(byText.get(text) ?? []), heading]);
writeFileSync(
  path.join(root, 'THIRD-PARTY-NOTICES'),
  `This package contains code of the packages named below, under their licences.\n${[...byText].map(([text, headings]) => `\n${'-'.repeat(80)}\n${headings.join('\n')}\n\n${text}\n`).join('')}`,
);
