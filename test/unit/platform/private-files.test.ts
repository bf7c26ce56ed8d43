import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { isForeign, writePrivate } from '../../../src/platform/private-files.ts';

const owner = 12345;
let home: string;

beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'ecr-private-'));
});
afterEach(() => {
  fs.rmSync(home, { recursive: true });
});

const modeOf = (file: string) => fs.statSync(file).mode & 0o777;

it('writes a file that only the user can read, in new folders that only the user can enter', () => {
  const file = path.join(home, '.aws', 'cli', 'cache', 'role.json');
  writePrivate(file, 'one');
  writePrivate(file, 'two');
  expect(fs.readFileSync(file, 'utf8')).toBe('two');
  expect(modeOf(file)).toBe(0o600);
  expect(modeOf(path.join(home, '.aws'))).toBe(0o700);
  expect(fs.readdirSync(path.dirname(file))).toEqual(['role.json']);
});

it('does not call the own home folder foreign', () => {
  expect(isForeign(path.join(home, '.local', 'state'))).toBe(false);
});

describe.skipIf(process.getuid?.() !== 0)('as root in the home folder of another user', () => {
  beforeEach(() => {
    fs.chownSync(home, owner, owner);
  });

  it('creates no folder', () => {
    expect(isForeign(path.join(home, '.local', 'state', 'file'))).toBe(true);
    expect(() => {
      writePrivate(path.join(home, '.aws', 'cli', 'cache', 'role.json'), 'content');
    }).toThrow('ENOENT');
    expect(fs.readdirSync(home)).toEqual([]);
  });

  it('gives a file to the owner of its folder', () => {
    const file = path.join(home, 'token.json');
    fs.writeFileSync(file, 'old');
    writePrivate(file, 'renewed');
    expect(fs.readFileSync(file, 'utf8')).toBe('renewed');
    expect(fs.statSync(file)).toMatchObject({ uid: owner, gid: owner });
    expect(modeOf(file)).toBe(0o600);
  });
});
