// The environment of measured runs: local services, and separate settings and code cache.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../ready.mjs';

const here = path.join(root, 'scripts', 'bench');
/** Of `openssl req`, for a certificate of this machine. */
export const certificateOptions =
  '-x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1';

/** Returns the versions of Node to measure: 20 and 24 if scripts/node-versions.sh fetched them, otherwise this one. */
export function nodes() {
  const fetched = [20, 24].map((version) => path.join(root, '.reference', `node-${version}`, 'node'));
  const present = fetched.filter((program) => fs.existsSync(program));
  return present.length > 0 ? present : [process.execPath];
}

/** Starts the services. @throws Error without openssl, which makes the certificate */
export async function openStage() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ecr-bench-'));
  const [home, cache, config, certificate] = ['home', 'cache', 'config', 'cert.pem'].map((name) =>
    path.join(folder, name),
  );
  fs.mkdirSync(home);
  execFileSync(
    'openssl',
    ['req', ...certificateOptions.split(' '), '-keyout', `${folder}/key.pem`, '-out', certificate],
    {
      stdio: 'ignore',
    },
  );
  const service = spawn(process.execPath, [path.join(here, 'service.mjs'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ports = JSON.parse(String(await new Promise((resolve) => service.stdout.once('data', resolve))));
  fs.writeFileSync(
    config,
    `[profile plain]
aws_access_key_id = AKID
aws_secret_access_key = secret
[profile role]
role_arn = arn:aws:iam::123456789012:role/r
source_profile = plain
`,
  );

  const environmentOf = ({ words, https = false, codeCache }) => {
    const url = https ? `https://127.0.0.1:${ports.https}` : `http://127.0.0.1:${ports.http}`;
    return {
      PATH: process.env.PATH,
      HOME: home,
      XDG_CACHE_HOME: cache,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secretEXAMPLE',
      AWS_ENDPOINT_URL_ECR: url,
      AWS_ENDPOINT_URL_STS: url,
      AWS_CA_BUNDLE: certificate,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PAGER: '',
      ...(words.includes('--profile') ? { AWS_CONFIG_FILE: config } : {}),
      ...(codeCache === 'off' ? { ECR_CODE_CACHE: 'off' } : {}),
      ...(codeCache === 'empty' ? { XDG_CACHE_HOME: path.join(folder, 'empty') } : {}),
    };
  };
  const start = (run, node, { preload = [], stdio }) => {
    // Cached role credentials are deleted, so that the run fetches them.
    for (const kept of [path.join(folder, 'empty'), path.join(home, '.aws')])
      fs.rmSync(kept, { recursive: true, force: true });
    const { program, words, input, exitCode = 0 } = run;
    const begin = process.hrtime.bigint();
    const child = spawnSync(program ?? node, program === undefined ? [...preload, ...words] : words, {
      env: environmentOf(run),
      stdio: input === undefined ? stdio : ['pipe', ...stdio.slice(1)],
      ...(input === undefined ? {} : { input }),
      encoding: 'utf8',
    });
    const milliseconds = Number(process.hrtime.bigint() - begin) / 1e6;
    if (child.status !== exitCode) throw new Error(`${run.title} ends with ${child.status}: ${child.stderr ?? ''}`);
    return { ...child, milliseconds };
  };

  return {
    /** Returns the elapsed time of a run, in milliseconds. */
    time: (run, node) => start(run, node, { stdio: ['ignore', 'ignore', 'ignore'] }).milliseconds,
    /** Returns the CPU time and the elapsed time of a run of Node in milliseconds, and its peak memory in MiB. */
    usage: (run, node) => {
      const preload = ['-r', path.join(here, 'usage.cjs')];
      const { output, milliseconds } = start(run, node, { preload, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
      return { ...JSON.parse(output[3]), milliseconds };
    },
    close() {
      service.kill();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Returns the unpacked size of the package, in KB. */
export function packageSize() {
  const words = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const [{ unpackedSize }] = JSON.parse(
    execFileSync('npm', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  return unpackedSize / 1000;
}

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/**
 * Measures two runs alternately, A B B A, because a run can affect the next one.
 *
 * @returns the pairs of figures
 */
export function pairs(count, first, second) {
  return Array.from({ length: count }, (_, turn) => {
    if (turn % 2 === 0) return [first(), second()];
    const figure = second();
    return [first(), figure];
  });
}
