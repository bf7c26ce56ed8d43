// Where the runs of the benchmark take place: the services, settings of their own, and the states of the code cache.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../ready.mjs';

const here = path.join(root, 'scripts', 'bench');

export async function openStage() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ecr-bench-'));
  const home = path.join(folder, 'home');
  const config = path.join(folder, 'config');
  fs.mkdirSync(home);
  const certificate = spawnSync('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=127.0.0.1',
    '-addext',
    'subjectAltName=IP:127.0.0.1',
    '-keyout',
    `${folder}/key.pem`,
    '-out',
    `${folder}/cert.pem`,
  ]);
  const hasHttps = certificate.status === 0;
  const service = spawn(process.execPath, [path.join(here, 'service.mjs'), ...(hasHttps ? [folder] : [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ports = JSON.parse(
    await new Promise((resolve) => service.stdout.once('data', (chunk) => resolve(String(chunk)))),
  );
  const url = `http://127.0.0.1:${ports.http}`;
  const keys = 'aws_access_key_id = AKID\naws_secret_access_key = secret\nregion = us-east-1\n';
  fs.writeFileSync(
    config,
    `[profile plain]\n${keys}[profile role]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = plain\nregion = us-east-1\n`,
  );
  const environment = {
    PATH: process.env.PATH,
    HOME: home,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secretEXAMPLE',
    AWS_ENDPOINT_URL_ECR: url,
    AWS_ENDPOINT_URL_STS: url,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
  const cacheFolders = { warm: path.join(folder, 'warm'), cold: path.join(folder, 'cold'), none: '/dev/null/none' };

  const environmentOf = (subject, cache) => ({
    ...environment,
    XDG_CACHE_HOME: cacheFolders[cache],
    ...(subject.words.includes('--profile') ? { AWS_CONFIG_FILE: config } : {}),
    ...(subject.https === true
      ? { AWS_ENDPOINT_URL_ECR: `https://127.0.0.1:${ports.https}`, AWS_CA_BUNDLE: `${folder}/cert.pem` }
      : {}),
  });
  const prepare = (subject, cache) => {
    if (cache === 'cold') fs.rmSync(cacheFolders.cold, { recursive: true, force: true });
    if (subject.forgetsRole === true) fs.rmSync(path.join(home, '.aws', 'cli'), { recursive: true, force: true });
  };
  return {
    hasHttps,
    /** How long a run takes, in milliseconds. */
    time(subject, cache = 'warm', program = process.execPath) {
      prepare(subject, cache);
      const start = process.hrtime.bigint();
      spawnSync(program, subject.words, { env: environmentOf(subject, cache), stdio: 'ignore' });
      return Number(process.hrtime.bigint() - start) / 1e6;
    },
    /** The most memory that a run holds, in MiB. */
    memory(subject, cache) {
      const child = spawnSync(process.execPath, ['-r', path.join(here, 'peak-memory.cjs'), ...subject.words], {
        env: environmentOf(subject, cache),
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      });
      return Number(child.output[3]) / 1024;
    },
    /** What a run prints, to see that it does what is measured. */
    output: (subject, cache) =>
      spawnSync(process.execPath, subject.words, { env: environmentOf(subject, cache), encoding: 'utf8' }),
    close() {
      service.kill();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The size of the published package, unpacked, in KB. */
export function packageSize() {
  const [{ unpackedSize }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  return unpackedSize / 1000;
}

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** What several runs take, made one after the other: from the first to the last, and the next time back, because what runs after another may find the machine in another state. */
export function inTurn(runs, turn) {
  const isBack = turn % 2 === 1;
  const taken = (isBack ? runs.toReversed() : runs).map((run) => run());
  return isBack ? taken.toReversed() : taken;
}
