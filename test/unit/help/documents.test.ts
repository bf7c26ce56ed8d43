import fs from 'node:fs';

import { expect, it } from 'vitest';

import { reference } from '../../../src/help/documents.ts';

it('docs/reference.md is current: npm run docs writes it', () => {
  expect(fs.readFileSync(new URL('../../../docs/reference.md', import.meta.url), 'utf8')).toBe(reference());
});
