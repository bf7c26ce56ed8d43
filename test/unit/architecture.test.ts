import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

/** The floors, from the bottom up. A file imports from its own folder and from lower floors only. */
const floors: readonly (readonly string[])[] = [
  ['model'],
  ['platform'],
  ['python'],
  ['yaml'],
  ['settings'],
  ['command-line'],
  ['input', 'output'],
  ['validation'],
  ['transport'],
  ['credentials'],
  ['service'],
  ['pagination', 'help', 'completion'],
  ['extensions', 'prompt', 'local'],
  ['run-operation'],
  ['main'],
  ['cli'],
];

/** Folders on one floor that may import each other. */
const neighbours: readonly string[] = [];

const src = fileURLToPath(new URL('../../src', import.meta.url));
const files = fs.readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const room = (file: string) => (file.split(path.sep)[0] ?? '').replace(/\.ts$/, '');
const floor = (name: string) => floors.findIndex((rooms) => rooms.includes(name));

function importsOf(file: string): string[] {
  const code = fs.readFileSync(path.join(src, file), 'utf8');
  const specifiers = [...code.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) => match[1] ?? '');
  return specifiers.map((specifier) => path.join(path.dirname(file), specifier));
}

it('every folder has a floor', () => {
  expect(files.map(room).filter((name) => floor(name) < 0)).toEqual([]);
});

it('imports go down the floors', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((target) => {
        const [from, to] = [room(file), room(target)];
        if (from === to || floor(to) < floor(from)) return false;
        return !neighbours.includes(`${from} → ${to}`);
      })
      .map((target) => `${file} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

it('service and output do not import each other', () => {
  const rooms = ['service', 'output'];
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((target) => rooms.includes(room(file)) && rooms.includes(room(target)) && room(file) !== room(target))
      .map((target) => `${file} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

it('imports have no cycles', () => {
  const state = new Map<string, 'open' | 'done'>();
  const visit = (file: string, trail: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    expect(state.get(file), [...trail, file].join(' → ')).not.toBe('open');
    state.set(file, 'open');
    const code = fs.readFileSync(path.join(src, file), 'utf8').replace(/^import type .*$/gm, '');
    for (const match of code.matchAll(/from '(\.[^']+)'/g))
      visit(path.join(path.dirname(file), match[1] ?? ''), [...trail, file]);
    state.set(file, 'done');
  };
  for (const file of files) visit(file, []);
});

it('file names are unique', () => {
  const names = files.map((file) => path.basename(file));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
