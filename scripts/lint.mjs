// Runs ESLint on all files with the rules of .eslintrc.json. ESLint 9 reads this format only if ESLINT_USE_FLAT_CONFIG
// is false.
import { spawnSync } from 'node:child_process';
import { root } from './ready.mjs';

const { status } = spawnSync(
  process.execPath,
  ['--no-warnings', 'node_modules/eslint/bin/eslint.js', '.', '--ext', '.ts,.js,.mjs'],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ESLINT_USE_FLAT_CONFIG: 'false' },
  },
);
process.exitCode = status ?? 1;
