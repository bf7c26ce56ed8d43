import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { parseJson } from '../../src/python/json.ts';
import { bareEnvironment, ecr, finished, inScratch, root, run } from '../support/run.ts';

const keys = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' };
const fit = ['create-pull-through-cache-rule', '--ecr-repository-prefix', 'quay', '--upstream-registry-url', 'quay.io'];
const call = (words: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  run(process.execPath, [ecr, ...words], environment);

describe('an error', () => {
  it.each<[readonly string[], Readonly<Record<string, string>>, number, string]>([
    [fit.slice(0, 3), {}, 252, 'the following arguments are required: --upstream-registry-url'],
    [[...fit, '--nope'], {}, 252, 'Unknown options: --nope'],
    [fit, keys, 253, 'You must specify a region.'],
    [fit, { AWS_REGION: 'us-east-1' }, 253, 'Unable to locate credentials.'],
    [
      fit,
      { ...keys, AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_MAX_ATTEMPTS: '1' },
      255,
      'Could not connect to the endpoint URL: "http://127.0.0.1:9/"',
    ],
    [[...fit, '--ca-bundle', '/none.pem'], { ...keys, AWS_REGION: 'us-east-1' }, 255, '/none.pem'],
    [[...fit, '--profile', 'none'], keys, 255, 'The config profile (none) could not be found'],
  ])('of %j with %j ends with %i and one message', async (words, environment, code, message) => {
    const outcome = await call(words, environment);
    expect(outcome.code).toBe(code);
    expect(outcome.stdout).toBe('');
    expect(outcome.stderr).toContain(message);
    expect(outcome.stderr).not.toMatch(/\n\s+at |node:internal|Error:/);
  });
});

describe('standard output', () => {
  it.skipIf(!fs.existsSync('/dev/full'))('on a full disk ends the run with one message and 255', async () => {
    const full = fs.openSync('/dev/full', 'w');
    const outcome = await finished(
      spawn(process.execPath, [ecr, '--version'], { env: bareEnvironment(), stdio: ['ignore', full, 'pipe'] }),
    );
    fs.closeSync(full);
    expect(outcome).toMatchObject({ code: 255, stderr: '\necr: [ERROR]: [Errno 28] No space left on device\n' });
  });

  it('ends the run quietly when its reader exits', async () => {
    const outcome = await run('bash', ['-c', `node ${ecr} help | true; echo "\${PIPESTATUS[0]}"`]);
    expect(outcome).toMatchObject({ stdout: '0\n', stderr: '' });
  });

  it('may be closed', async () => {
    const outcome = await run('bash', ['-c', `node ${ecr} --version >&-; echo $?`]);
    expect(outcome.stderr).not.toMatch(/\n\s+at /);
  });
});

describe('the package', () => {
  it('installs from its tarball into an empty prefix, without scripts and dependencies', async () => {
    await inScratch(async (folder) => {
      const packed = await run('npm', [
        'pack',
        '--ignore-scripts',
        '--silent',
        '--pack-destination',
        folder,
        '--cache',
        path.join(folder, 'cache'),
      ]);
      expect(packed.code, packed.stderr).toBe(0);
      const tarball = path.join(folder, packed.stdout.trim().split('\n').at(-1) ?? '');
      const install = await run('npm', [
        'install',
        '--global',
        '--offline',
        '--silent',
        '--prefix',
        path.join(folder, 'a place'),
        '--cache',
        path.join(folder, 'cache'),
        tarball,
      ]);
      expect(install.code, install.stderr).toBe(0);
      const bin = path.join(folder, 'a place', 'bin');
      expect((await run(path.join(bin, 'ecr'), ['--version'], {}, folder)).stdout).toMatch(/^ecr-cli\//);
      const both = await run(path.join(bin, 'ecr-local'), ['--', path.join(bin, 'ecr'), ...fit], {}, folder);
      expect(both).toMatchObject({ code: 0, stderr: '' });
      const manifest = parseJson(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
      expect(manifest).not.toHaveProperty('dependencies');
      for (const script of ['preinstall', 'install', 'postinstall', 'prepare'])
        expect(manifest).not.toHaveProperty(['scripts', script]);
    });
  });
});
