// Runs the fuzz tests with many more cases than `npm test` does.
//   npm run fuzz [-- TIMES [SEED]]     TIMES as many cases (default 20), from a seed (default: another each time)
import { spawnSync } from 'node:child_process';
import { ready, root } from './ready.mjs';

ready();
const [times = '20', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
console.log(`${times} times the cases of npm test, from the seed ${seed}`);
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', 'test/fuzz', '--testTimeout=0'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, FUZZ_TIMES: times, FUZZ_SEED: seed } },
);
process.exitCode = status ?? 1;
