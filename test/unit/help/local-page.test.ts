import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

import { manPages } from '../../../src/help/documents.ts';
import { localOptions } from '../../../src/model/local-command.ts';

const root = new URL('../../../', import.meta.url);

it('the manual has a page of ecr-local with all of its options', () => {
  const page = manPages('1.0.0').find(({ file }) => file === 'ecr-local.1')?.content ?? '';
  const shown = page.replaceAll('\\-', '-');
  expect(shown).toMatch(/^\.TH "ECR-LOCAL" "1" "" "ecr 1\.0\.0" "ecr-local"$/m);
  for (const { name, help } of Object.values(localOptions)) {
    expect(shown).toContain(`.B --${name}`);
    expect(shown).toContain(help);
  }
});

it('docs/ecr-local.md has the same options', () => {
  const document = fs.readFileSync(fileURLToPath(new URL('docs/ecr-local.md', root)), 'utf8');
  const options = [...document.matchAll(/^\| `--([a-z-]+)/gm)].map(([, name]) => name);
  expect(options).toEqual(Object.values(localOptions).map(({ name }) => name));
});

it('package.json lists every page of the manual', () => {
  const listed = [...fs.readFileSync(new URL('package.json', root), 'utf8').matchAll(/"(\.\/man\/.*)"/g)];
  expect(listed.map(([, page]) => page).sort()).toEqual(
    manPages('1.0.0')
      .map(({ file }) => `./man/${file}.gz`)
      .sort(),
  );
});
