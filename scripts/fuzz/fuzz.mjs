// Feeds the tool what nobody should, for a fixed time: the whole tool with settings, inputs, queries and answers of any
// bytes, and its readers and writers by themselves, which takes a thousandth of the time for each case.
//   npm run fuzz [-- SECONDS [SEED]]
import { ready } from '../ready.mjs';
import { fuzzParts } from './parts.mjs';
import { startFrom } from './random.mjs';
import { fuzzRuns } from './runs.mjs';

ready();
const seconds = Number(process.argv[2] ?? 60);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);

startFrom(seed);
const parts = await fuzzParts(seconds / 4);
startFrom(seed);
const runs = await fuzzRuns((seconds * 3) / 4);

const failures = [...parts.failures, ...runs.failures];
for (const failure of failures.slice(0, 10)) console.log(JSON.stringify(failure, null, 2));
console.log(
  `${runs.count} runs, ${parts.count} readings and writings from seed ${seed}; ${failures.length} went wrong`,
);
process.exit(failures.length === 0 ? 0 : 1);
