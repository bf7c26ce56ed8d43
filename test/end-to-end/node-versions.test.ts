import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { ecr, ecrLocal, root, run } from '../support/run.ts';

/** Versions of Node that Linux distributions still package. `scripts/node-versions.sh` installs them. */
const tooOld = [12, 14, 16, 18];
const manifest = fs.readFileSync(path.join(root, 'package.json'), 'utf8');
const oldest = /"engines": \{\s*"node": ">=(\d+)"/.exec(manifest)?.[1] ?? '';

describe.each(tooOld)('on Node %d', (version) => {
  const program = path.join(root, '.reference', `node-${String(version)}`, 'node');

  it.skipIf(!fs.existsSync(program)).each([
    ['ecr', ecr],
    ['ecr-local', ecrLocal],
  ])('%s says in one sentence which Node it needs', async (name, file) => {
    for (const words of [[], ['--version'], ['plan', '--rules', '[]']]) {
      const { code, stdout, stderr } = await run(program, [file, ...words]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr.replace(/\d+\.\d+\.\d+/, 'x.y.z')).toBe(
        `\n${name}: [ERROR]: ${name} needs Node ${oldest} or later, and this is Node x.y.z.\n`,
      );
      expect(stderr).toContain(`this is Node ${String(version)}.`);
    }
  });
});

it('launches with at most 95 lines', () => {
  const bin = path.join(root, 'bin');
  const lines = fs
    .readdirSync(bin)
    .flatMap((name) => fs.readFileSync(path.join(bin, name), 'utf8').trimEnd().split('\n'));
  expect(lines.length).toBeLessThanOrEqual(95);
});
