// Bundles src/ into dist/: CommonJS chunks that are loaded when a run first needs them.
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

rmSync(path.join(root, 'dist'), { recursive: true, force: true });
await build({
  cwd: root,
  input: { cli: 'src/cli.ts', local: 'src/local/command.ts' },
  platform: 'node',
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
  },
});
