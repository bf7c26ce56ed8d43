// Measures plan over 1,000 registries against the time that the concurrency allows, and against loops over single
// commands on a sample.
//   npm run bench:registries
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { ready, root } from '../ready.mjs';

const profileCount = 40;
const regionCount = 25;
const latency = 100;
const sample = 10;
const concurrencies = [8, 32];

const ecr = path.join(root, 'bin', 'ecr.js');
const official = path.join(root, '.reference', 'aws');
const rule = '{"ecrRepositoryPrefix":"quay","upstreamRegistryUrl":"quay.io"}';
const listing = 'describe-pull-through-cache-rules';
const names = (count, name) => Array.from({ length: count }, (_, index) => `${name}${index + 1}`);

/** Runs a program to its end. @returns seconds, peak memory in MiB where it is Node, and whether it succeeded */
function time(program, words, environment) {
  const begin = process.hrtime.bigint();
  const child = spawn(program, words, { env: environment, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  let usage = '';
  child.stdio[3].on('data', (chunk) => (usage += chunk));
  return new Promise((resolve) =>
    child.on('close', (code) => {
      const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
      resolve({ seconds, code, memory: usage === '' ? undefined : JSON.parse(usage).memory });
    }),
  );
}

/** The service: every registry holds the rule. Responds after the latency. */
async function openService() {
  const body = `{"pullThroughCacheRules":[${rule}]}`;
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => setTimeout(() => response.end(body), latency));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

ready();
const server = await openService();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ecr-registries-'));
const profiles = names(profileCount, 'profile');
const regions = ['us-east', 'us-west', 'eu-west', 'eu-central', 'ap-south'].flatMap((name) =>
  names(regionCount / 5, `${name}-`),
);
const keys = 'aws_access_key_id = AKID\naws_secret_access_key = secret\n';
fs.writeFileSync(path.join(folder, 'config'), profiles.map((name) => `[profile ${name}]\n${keys}`).join(''));
const environment = {
  PATH: process.env.PATH,
  HOME: folder,
  AWS_CONFIG_FILE: path.join(folder, 'config'),
  AWS_ENDPOINT_URL_ECR: `http://127.0.0.1:${server.address().port}`,
  AWS_EC2_METADATA_DISABLED: 'true',
};
const preload = ['-r', path.join(root, 'scripts', 'bench', 'usage.cjs')];
const plan = (profileList, regionList, concurrency) =>
  time(
    process.execPath,
    [
      ...preload,
      ...[ecr, 'plan', '--rules', rule, '--profiles', ...profileList, '--regions', ...regionList],
      ...['--concurrency', String(concurrency)],
    ],
    environment,
  );
const rows = [];
const row = (run, registries, { seconds, code, memory }, floor) => {
  if (code !== 0) throw new Error(`${run} ends with ${code}.`);
  rows.push(
    `| ${run} | ${registries} | ${seconds.toFixed(1)} | ${floor === undefined ? '' : (seconds / floor).toFixed(2)} | ${memory === undefined ? '' : memory.toFixed(0)} |`,
  );
};
const count = profileCount * regionCount;
await plan(profiles.slice(0, 1), regions.slice(0, 1), 1);
for (const concurrency of concurrencies) {
  const floor = (Math.ceil(count / concurrency) * latency) / 1000;
  row(`plan, --concurrency ${concurrency}`, count, await plan(profiles, regions, concurrency), floor);
}
const fifth = count / 5;
row(
  'plan, --concurrency 8',
  fifth,
  await plan(profiles.slice(0, profileCount / 5), regions, 8),
  (Math.ceil(fifth / 8) * latency) / 1000,
);
const loops = [
  ['a loop over ecr', process.execPath, [ecr]],
  ...(fs.existsSync(official) ? [['a loop over the AWS CLI', official, ['ecr']]] : []),
];
for (const [title, program, first] of loops) {
  let seconds = 0;
  for (const region of regions.slice(0, sample)) {
    const one = await time(program, [...first, listing, '--profile', profiles[0], '--region', region], environment);
    if (one.code !== 0) throw new Error(`${title} ends with ${one.code}.`);
    seconds += one.seconds;
  }
  row(title, sample, { seconds, code: 0 }, (sample * latency) / 1000);
}
server.close();
server.closeAllConnections();
fs.rmSync(folder, { recursive: true, force: true });
console.log(
  [
    `Node ${process.version.slice(1)}; ${latency} ms a response; the floor is the latency times the registries in turn.`,
    '',
    '| run | registries | seconds | to the floor | peak memory, MiB |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n'),
);
