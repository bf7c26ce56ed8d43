import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

/** The layers, from the bottom up. A file imports from its own folder and from lower layers only. */
const layers: readonly (readonly string[])[] = [
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

const src = fileURLToPath(new URL('../../src', import.meta.url));
const files = fs.readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
/** The folder of a file; for a file of src/ itself, its name. */
const folder = (file: string) => (file.split(path.sep)[0] ?? '').replace(/\.ts$/, '');
const layer = (file: string) => layers.findIndex((folders) => folders.includes(folder(file)));

/** The files that a file imports: values, types, and later with import(). */
function importsOf(file: string): string[] {
  const code = fs.readFileSync(path.join(src, file), 'utf8');
  const specifiers = [...code.matchAll(/(?:from|import|import\()\s*'(\.[^']+)'/g)].map((match) => match[1] ?? '');
  return specifiers.map((specifier) => path.join(path.dirname(file), specifier));
}

it('every folder has a layer', () => {
  expect(files.filter((file) => layer(file) < 0)).toEqual([]);
});

it('imports go down the layers', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((target) => folder(file) !== folder(target) && layer(target) >= layer(file))
      .map((target) => `${file} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

it('service and output do not import each other', () => {
  const folders = ['service', 'output'];
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((target) => folder(file) !== folder(target))
      .filter((target) => folders.includes(folder(file)) && folders.includes(folder(target)))
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
    for (const imported of importsOf(file)) visit(imported, [...trail, file]);
    state.set(file, 'done');
  };
  for (const file of files) visit(file, []);
});

it('file names are unique', () => {
  const names = files.map((file) => path.basename(file));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
