// Holds the runs that people wait for against their budget, with slack for noisy machines: part of `npm test`.
import { ready } from '../ready.mjs';
import { inTurn, median, openStage, packageSize } from './stage.mjs';
import { memoryBudget, packageBudget, subjects } from './subjects.mjs';

ready();
const slack = 1.1;
/** More for runs that differ from Node's own start by a few per cent. */
const pairs = ({ short }) => (short === true ? 45 : 15);
/** A machine that does something else for a while gets another chance. */
const chances = 3;
const stage = await openStage();
const nothing = { words: ['-e', '0'] };
let passed = 0;
let failed = 0;

function hold(title, budget, measure, limit) {
  let value;
  for (let chance = 0; chance < chances; chance++) {
    value = measure();
    if (value <= limit) break;
  }
  const fits = value <= limit;
  fits ? passed++ : failed++;
  console.log(`  ${fits ? '✓' : '✗'} ${title}: ${value.toFixed(2)} (budget ${budget})`);
}

const ratio = (subject, cache) => () =>
  median(
    Array.from({ length: pairs(subject) }, (_, index) => {
      const [time, base] = inTurn([() => stage.time(subject, cache), () => stage.time(nothing)], index);
      return time / base;
    }),
  );

for (const subject of subjects.filter(({ guarded }) => guarded === true)) {
  for (const cache of ['warm', 'none']) {
    stage.output(subject, cache);
    stage.output(subject, cache);
    hold(
      `${subject.title}, code cache ${cache}`,
      subject.budget[cache],
      ratio(subject, cache),
      subject.budget[cache] * slack,
    );
  }
}
const call = subjects.find(({ title }) => title === 'a create call');
for (const cache of ['warm', 'none'])
  hold(
    `peak memory of a create call in MiB, code cache ${cache}`,
    memoryBudget[cache],
    () => stage.memory(call, cache),
    memoryBudget[cache] * slack,
  );
hold('package in KB', packageBudget, packageSize, packageBudget * slack);
stage.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
