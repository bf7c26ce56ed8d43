import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { unlock } from 'proper-lockfile';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { LocalError } from '../../../src/local/local-error.ts';
import { StateFile } from '../../../src/local/state-file.ts';
import type { State } from '../../../src/local/store.ts';

const rule = {
  ecrRepositoryPrefix: 'quay',
  upstreamRegistryUrl: 'quay.io',
  createdAt: 1,
  registryId: '123456789012',
  upstreamRegistry: 'quay',
  updatedAt: 1.5,
};
const state: State = { rules: new Map([['us-east-1/123456789012', [rule]]]), secrets: new Map() };

let folder: string;
let file: string;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'ecr-state-')));
  file = path.join(folder, 'rules.json');
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

/** Opens the file, and gives the lock back for the next one to open it. */
async function open(named = file): Promise<StateFile> {
  const opened = await StateFile.open(named);
  await unlock(fs.existsSync(named) ? fs.realpathSync(named) : named, { realpath: false });
  return opened;
}

const mode = (path: string) => (fs.statSync(path).mode & 0o777).toString(8);

describe('a state file', () => {
  it('is created when something changes, for the user only', async () => {
    const opened = await open();
    expect(opened.state.rules.size).toBe(0);
    expect(fs.existsSync(file)).toBe(false);
    opened.save(state);
    expect(fs.readdirSync(folder)).toEqual(['rules.json']);
    expect(mode(file)).toBe('600');
    expect((await open()).state).toEqual(state);
  });

  it.each(['', '\n', '{}'])('may be %j', async (content) => {
    fs.writeFileSync(file, content);
    expect((await open()).state.rules.size).toBe(0);
  });

  it('of an earlier version is read', async () => {
    const earlier = { ...rule, upstreamRepositoryPrefix: 'ROOT' };
    fs.writeFileSync(file, JSON.stringify({ 'us-east-1/123456789012': [earlier] }));
    expect((await open()).state.rules.get('us-east-1/123456789012')).toEqual([earlier]);
  });

  it('keeps its mode', async () => {
    fs.writeFileSync(file, '');
    fs.chmodSync(file, 0o664);
    (await open()).save(state);
    expect(mode(file)).toBe('664');
  });

  it('may be a link, and stays one', async () => {
    const target = path.join(folder, 'elsewhere', 'state.json');
    fs.mkdirSync(path.dirname(target));
    fs.symlinkSync('link', file);
    fs.symlinkSync('elsewhere/state.json', path.join(folder, 'link'));
    const opened = await StateFile.open(file);
    opened.save(state);
    await unlock(target, { realpath: false });
    expect(fs.lstatSync(file).isSymbolicLink()).toBe(true);
    expect(fs.readFileSync(target, 'utf8')).toContain('"quay"');
  });

  it('is not overwritten after another program changed it', async () => {
    const opened = await open();
    opened.save(state);
    fs.writeFileSync(file, '{}');
    expect(() => {
      opened.save(state);
    }).toThrow(`Another program changed the state file ${file}. Start ecr-local again to use it.`);
    expect(fs.readFileSync(file, 'utf8')).toBe('{}');
  });

  it('stays as it is when it cannot be written', async () => {
    const opened = await open();
    fs.rmSync(folder, { recursive: true });
    expect(() => {
      opened.save(state);
    }).toThrow(
      new LocalError('ServerException', `The state file ${file} cannot be written: no such file or directory.`),
    );
    fs.mkdirSync(folder);
  });

  it('is opened without the temporary files of killed processes', async () => {
    const names = ['rules.json.0b8f2b0e-9d5a-4c9e-8d57-3a9f4a6a1b2c.tmp', 'rules.json.backup.tmp', 'other.tmp'];
    for (const name of names) fs.writeFileSync(path.join(folder, name), '');
    await open();
    expect(fs.readdirSync(folder).sort()).toEqual(['other.tmp', 'rules.json.backup.tmp']);
  });

  it.each([
    ['[]', 'is not a JSON object'],
    ['nonsense', 'is not a JSON object'],
    ['{"us-east-1/1":[{}]}', 'does not hold the state of ecr-local'],
    ['{"rules":[]}', 'does not hold the state of ecr-local'],
    ['{"secrets":{"us-east-1/1":[{}]}}', 'does not hold the state of ecr-local'],
  ])('is refused with the content %s', async (content, problem) => {
    fs.writeFileSync(file, content);
    await expect(StateFile.open(file)).rejects.toThrow(`The state file ${file} ${problem}.`);
    await unlock(file, { realpath: false });
    expect(fs.readFileSync(file, 'utf8')).toBe(content);
  });

  it.each([
    ['none/rules.json', 'cannot be used: no such file or directory'],
    ['plain/rules.json', 'cannot be used: not a directory'],
    ['.', 'is not a regular file'],
    ['loop', 'cannot be used: too many symbolic links encountered'],
  ])('is refused at %s', async (name, problem) => {
    fs.writeFileSync(path.join(folder, 'plain'), '');
    fs.symlinkSync('loop', path.join(folder, 'loop'));
    const place = path.join(folder, name);
    await expect(StateFile.open(place)).rejects.toThrow(`The state file ${place} ${problem}.`);
  });
});
