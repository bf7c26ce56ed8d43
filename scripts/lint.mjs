// Runs ESLint over everything with the rules of .eslintrc.json, a format that ESLint 9 reads only when told so.
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
