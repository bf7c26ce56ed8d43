import fs from 'node:fs';

import { expect, it } from 'vitest';

import { reference } from '../../../src/help/documents.ts';

const docs = new URL('../../../docs/', import.meta.url);

it.each(reference())('docs/$file is current: npm run docs writes it', ({ file, content }) => {
  expect(fs.readFileSync(new URL(file, docs), 'utf8')).toBe(content);
});

it('docs/reference has no other pages', () => {
  const files = fs.readdirSync(new URL('reference/', docs)).map((name) => `reference/${name}`);
  expect(files.sort()).toEqual(
    reference()
      .map(({ file }) => file)
      .filter((file) => file.includes('/'))
      .sort(),
  );
});
