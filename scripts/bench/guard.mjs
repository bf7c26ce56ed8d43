// Checks the budgets of docs/performance.md in CI. Runs of Node are compared by their CPU time and by their elapsed time,
// and the lower ratio counts: CPU time includes V8's helper threads, and elapsed time includes other work on the machine. A
// slower run is slower in both. Runs of the AWS CLI are compared by elapsed time.
import fs from 'node:fs';
import { ready } from '../ready.mjs';
import { budgeted, memory, packageLimit } from './comparisons.mjs';
import { median, nodes, openStage, packageSize, pairs } from './stage.mjs';

ready();
/** A factor that allows for noise. */
const slack = 1.15;
const attempts = 3;
let passed = 0;
let failed = 0;

/** Checks a figure. Above the limit, it is measured again, because other work on the machine may be the cause. */
function check(title, limit, measure, factor = slack) {
  let figure = measure();
  for (let attempt = 1; attempt < attempts && figure > limit * factor; attempt++) figure = measure();
  const fits = figure <= limit * factor;
  fits ? passed++ : failed++;
  console.log(`  ${fits ? '✓' : '✗'} ${title}: ${figure.toFixed(2)} (budget ${limit})`);
}

const stage = await openStage();
for (const node of nodes()) {
  const version = node === process.execPath ? process.version : node.split('/').at(-2);
  for (const { run, base, limit, quick = false } of budgeted) {
    if (base.program !== undefined && !fs.existsSync(base.program)) continue;
    const count = base.program === undefined ? (quick ? 15 : 11) : 3;
    const measure = base.program === undefined ? stage.usage : (one) => ({ milliseconds: stage.time(one, node) });
    stage.time(run, node);
    const ratio = () => {
      const measured = pairs(
        count,
        () => measure(run, node),
        () => measure(base, node),
      );
      const ratioOf = (name) => median(measured.map(([own, other]) => own[name] / other[name]));
      return base.program === undefined ? Math.min(ratioOf('cpu'), ratioOf('milliseconds')) : ratioOf('milliseconds');
    };
    // Both sides of this comparison are the same run, so that the noise is, too.
    check(`${run.title} to ${base.title}, ${version}`, limit, ratio, base.codeCache === 'off' ? 1 : slack);
  }
  const memoryRatio = () =>
    median(
      pairs(
        5,
        () => stage.usage(memory.run, node).memory,
        () => stage.usage(memory.base, node).memory,
      ).map(([own, other]) => own / other),
    );
  check(`peak memory of ${memory.run.title} to ${memory.base.title}, ${version}`, memory.limit, memoryRatio, 1);
}
check('package in KB', packageLimit, packageSize, 1);
stage.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
