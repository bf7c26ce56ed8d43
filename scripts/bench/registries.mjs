// Measures plan over 1,000 registries against the time that the concurrency allows, over HTTPS with CA bundles of
// different sizes, and loops over single commands on a sample.
//   npm run bench:registries
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { ready, root } from '../ready.mjs';
import { certificateOptions, median } from './stage.mjs';

const profileCount = 40;
const regionCount = 25;
const latency = 100;
const sample = 10;
/** How many times the floor a plan over 1,000 registries may take, by the concurrency. */
const budgets = { 8: 1.25, 32: 1.75 };
/** Certificates in the CA bundles. */
const [fewCertificates, manyCertificates] = [1, 145];
/** How many times as long a plan may take with the large bundle. */
const bundleBudget = 2;
const pairCount = 5;

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

/** The service: every registry holds the rule. @param delay in milliseconds @param certificate for HTTPS */
async function openService(delay, certificate) {
  const body = `{"pullThroughCacheRules":[${rule}]}`;
  const serve = (request, response) => {
    request.resume().on('end', () => setTimeout(() => response.end(body), delay));
  };
  const server = certificate === undefined ? http.createServer(serve) : https.createServer(certificate, serve);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

ready();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ecr-registries-'));
const server = await openService(latency);
const inFolder = (name) => path.join(folder, name);
execFileSync(
  'openssl',
  ['req', ...certificateOptions.split(' '), '-keyout', inFolder('key.pem'), '-out', inFolder('cert.pem')],
  { stdio: 'ignore' },
);
const [key, cert] = ['key.pem', 'cert.pem'].map((name) => fs.readFileSync(inFolder(name), 'utf8'));
const secureServer = await openService(0, { key, cert });
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
const plan = (profileList, regionList, concurrency, more = {}) =>
  time(
    process.execPath,
    [
      ...preload,
      ...[ecr, 'plan', '--rules', rule, '--profiles', ...profileList, '--regions', ...regionList],
      ...['--concurrency', String(concurrency)],
    ],
    { ...environment, ...more },
  );
const rows = [];
const row = (run, registries, { seconds, code, memory }, base, budget) => {
  if (code !== 0) throw new Error(`${run} ends with ${code}.`);
  const ratio = base === undefined ? '' : (seconds / base).toFixed(2);
  const peak = memory === undefined ? '' : memory.toFixed(0);
  rows.push(`| ${run} | ${registries} | ${seconds.toFixed(1)} | ${ratio} | ${budget ?? ''} | ${peak} |`);
};
const count = profileCount * regionCount;
await plan(profiles.slice(0, 1), regions.slice(0, 1), 1);
for (const [concurrency, budget] of Object.entries(budgets)) {
  const floor = (Math.ceil(count / concurrency) * latency) / 1000;
  row(`plan, --concurrency ${concurrency}`, count, await plan(profiles, regions, concurrency), floor, budget);
}
const fifth = count / 5;
row(
  'plan, --concurrency 8',
  fifth,
  await plan(profiles.slice(0, profileCount / 5), regions, 8),
  (Math.ceil(fifth / 8) * latency) / 1000,
);

// Without a latency, so that the CPU time of the bundle is not hidden by it.
const bundles = [fewCertificates, manyCertificates].map((size) => {
  const bundle = inFolder(`bundle-${size}.pem`);
  fs.writeFileSync(bundle, [cert, ...tls.rootCertificates.slice(0, size - 1)].join('\n'));
  return { size, bundle, runs: [] };
});
for (let pair = 0; pair < pairCount; pair++) {
  for (const { bundle, runs } of pair % 2 === 0 ? bundles : bundles.toReversed()) {
    const more = {
      AWS_ENDPOINT_URL_ECR: `https://127.0.0.1:${secureServer.address().port}`,
      AWS_CA_BUNDLE: bundle,
    };
    runs.push(await plan(profiles.slice(0, profileCount / 5), regions, 8, more));
  }
}
let base;
for (const { size, runs } of bundles) {
  const failed = runs.find(({ code }) => code !== 0);
  const seconds = median(runs.map((run) => run.seconds));
  const [{ memory }] = runs;
  const budget = base === undefined ? undefined : bundleBudget;
  row(`plan over HTTPS, bundle of ${size}`, fifth, { seconds, memory, code: failed?.code ?? 0 }, base, budget);
  base = seconds;
}

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
for (const one of [server, secureServer]) {
  one.close();
  one.closeAllConnections();
}
fs.rmSync(folder, { recursive: true, force: true });
console.log(
  [
    `Node ${process.version.slice(1)}; ${latency} ms a response, over HTTPS none. The ratio is to the floor, which is the latency`,
    `times the registries in turn; with a bundle of ${manyCertificates} certificates, it is to a bundle of ${fewCertificates}.`,
    '',
    '| run | registries | seconds | ratio | budget | peak memory, MiB |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n'),
);
