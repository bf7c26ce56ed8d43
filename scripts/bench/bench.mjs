// Times whole runs in interleaved pairs beside `node -e 0`, a signed POST by hand and the official AWS CLI where it is
// installed; writes JSON and a table in Markdown.
//   npm run bench [-- PAIRS]
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ready, root } from '../ready.mjs';
import { inTurn, median, openStage, packageSize } from './stage.mjs';
import { floor, memoryBudget, packageBudget, subjects } from './subjects.mjs';

ready();
const pairs = Number(process.argv[2] ?? 41);
const official = [path.join(root, '.reference', 'aws')].find((file) => fs.existsSync(file));
const nothing = { title: 'node -e 0', words: ['-e', '0'] };
/** As many times the pairs for runs that differ from Node's own start by a few per cent. */
const timesMore = 8;
const figure = (number) => number.toFixed(2);

const stage = await openStage();

/** The ratios of a run to others that took place right beside it, as median and spread. */
function compare(own, others, count = pairs) {
  const samples = Array.from({ length: count + 1 }, (_, index) => {
    const [time, ...base] = inTurn([own, ...others], index);
    return { time, ratios: base.map((one) => time / one) };
  }).slice(1);
  const spread = (numbers) => ({ median: median(numbers), least: Math.min(...numbers), most: Math.max(...numbers) });
  return {
    milliseconds: median(samples.map(({ time }) => time)),
    ratios: others.map((_, index) => spread(samples.map(({ ratios }) => ratios[index]))),
  };
}

const rows = [];
function measure(subject, cache, budget) {
  const own = () => stage.time(subject, cache);
  const others = [() => stage.time(nothing), () => stage.time(floor)];
  const { milliseconds, ratios } = compare(own, others, subject.short === true ? timesMore * pairs : pairs);
  const officialRatio =
    subject.official === true && official !== undefined && cache === 'warm' ? beside(subject) : undefined;
  rows.push({
    run: subject.title,
    cache,
    milliseconds,
    toNode: ratios[0],
    toFloor: ratios[1],
    toOfficial: officialRatio,
    budget,
  });
  const row = rows.at(-1);
  console.error(`${subject.title}, ${cache}: ${figure(row.toNode.median)}`);
}

/** The official AWS CLI takes so long that five runs of it tell enough. */
function beside(subject) {
  const words = { ...subject, words: ['ecr', ...subject.words.slice(1)] };
  const asked = subject.title === '--version' ? { ...subject, words: ['--version'] } : words;
  return median(Array.from({ length: 5 }, () => stage.time(subject) / stage.time(asked, 'warm', official)));
}

const floorRow = compare(() => stage.time(floor), [() => stage.time(nothing)]);
for (const subject of subjects) {
  if (subject.https === true && !stage.hasHttps) continue;
  const ran = stage.output(subject, 'warm');
  stage.output(subject, 'warm');
  if (ran.status !== 0 && subject.title !== 'a usage error')
    throw new Error(`${subject.title} ends with ${ran.status}: ${ran.stderr}`);
  for (const cache of [
    'warm',
    ...(subject.budget === undefined ? [] : ['none']),
    ...(subject.cold === true ? ['cold'] : []),
  ])
    measure(subject, cache, subject.budget?.[cache]);
}
const call = subjects.find(({ title }) => title === 'a create call');
const memory = Object.fromEntries(
  ['warm', 'none'].map((cache) => [cache, median(Array.from({ length: 5 }, () => stage.memory(call, cache)))]),
);
const size = packageSize();
stage.close();

const spread = ({ median: middle, least, most }) => `${figure(middle)} (${figure(least)} to ${figure(most)})`;
const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${os.type()} ${os.release()}`;
const table = [
  `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${machine}; medians of ${pairs} pairs (${subjects
    .filter(({ short }) => short === true)
    .map(({ title }) => title)
    .join(', ')}: ${timesMore * pairs}), with the least and the most.`,
  '',
  '| run | code cache | ms | to `node -e 0` | budget | to the floor | to the AWS CLI |',
  '|---|---|---|---|---|---|---|',
  `| ${floor.title} | | ${figure(floorRow.milliseconds)} | ${spread(floorRow.ratios[0])} | | | |`,
  ...rows.map(
    (row) =>
      `| ${row.run} | ${row.cache} | ${figure(row.milliseconds)} | ${spread(row.toNode)} | ${row.budget ?? ''} | ${figure(row.toFloor.median)} | ${row.toOfficial === undefined ? '' : row.toOfficial.toFixed(3)} |`,
  ),
  '',
  `Peak memory of a create call: ${memory.warm.toFixed(1)} MiB with the code cache (budget ${memoryBudget.warm}), ${memory.none.toFixed(1)} MiB without (budget ${memoryBudget.none}). ` +
    `Package: ${size.toFixed(0)} KB unpacked (budget ${packageBudget}).`,
].join('\n');
fs.writeFileSync(
  path.join(root, 'bench.json'),
  `${JSON.stringify({ date: new Date().toISOString(), node: process.versions.node, machine, pairs, floor: floorRow, rows, memory, packageKilobytes: size }, null, 2)}\n`,
);
console.log(table);
