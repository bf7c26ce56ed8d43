// Measures whole runs in interleaved pairs and prints the tables of docs/performance.md.
//   npm run bench [-- PAIRS]
import fs from 'node:fs';
import os from 'node:os';
import { spawnSync } from 'node:child_process';
import { ready } from '../ready.mjs';
import { budgeted, memory, others, packageLimit } from './comparisons.mjs';
import { median, nodes, openStage, packageSize, pairs } from './stage.mjs';

ready();
const count = Number(process.argv[2] ?? 41);
const officialCount = 5;
const figure = (number) => number.toFixed(2);
const ratiosOf = (figures) => figures.map(([own, base]) => own / base);

const stage = await openStage();
const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${os.type()} ${os.release()}`;
console.log(`${new Date().toISOString().slice(0, 10)}, ${machine}; medians of ${count} pairs, with the quartiles.`);

/** Compares two runs. @returns a row of the table */
function compare({ run, base, limit }, node) {
  if (base.program !== undefined && !fs.existsSync(base.program)) return undefined;
  stage.time(run, node);
  const times = pairs(
    base.program === undefined ? count : officialCount,
    () => stage.time(run, node),
    () => stage.time(base, node),
  );
  const ratios = ratiosOf(times).toSorted((a, b) => a - b);
  const quartiles = [1, 3].map((part) => figure(ratios[Math.floor((part * ratios.length) / 4)]));
  const usages = () =>
    pairs(
      count,
      () => stage.usage(run, node).cpu,
      () => stage.usage(base, node).cpu,
    );
  const cpu = base.program === undefined ? figure(median(ratiosOf(usages()))) : '';
  const milliseconds = median(times.map(([own]) => own)).toFixed(0);
  return `| ${run.title} | ${base.title} | ${milliseconds} | ${figure(median(ratios))} (${quartiles.join(' to ')}) | ${cpu} | ${limit ?? ''} |`;
}

for (const node of nodes()) {
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
  const peaks = pairs(
    9,
    () => stage.usage(memory.run, node).memory,
    () => stage.usage(memory.base, node).memory,
  );
  const peak = median(peaks.map(([own]) => own)).toFixed(1);
  console.log(
    [
      '',
      `Node ${version.slice(1)}. Peak memory of ${memory.run.title}: ${peak} MiB, ${figure(median(ratiosOf(peaks)))} of ${memory.base.title} (budget ${memory.limit}).`,
      '',
      '| run | to | ms | ratio | ratio of CPU time | budget |',
      '|---|---|---|---|---|---|',
      ...[...budgeted, ...others].map((comparison) => compare(comparison, node)).filter((row) => row !== undefined),
    ].join('\n'),
  );
}
console.log(`\nPackage: ${packageSize().toFixed(0)} KB unpacked (budget ${packageLimit}).`);
stage.close();
