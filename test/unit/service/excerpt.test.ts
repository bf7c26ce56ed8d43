import { expect, it } from 'vitest';

import { excerpt } from '../../../src/service/excerpt.ts';

it.each([
  [
    '{"authorizationData":[{"authorizationToken":"QVdTOnB3","expiresAt":1}]}',
    '"authorizationToken":"***","expiresAt":1',
  ],
  ['{"authorizationToken" : "a\\"b"}', '{"authorizationToken" : "***"}'],
  ['{"authorizationToken":"QVdTOnB3', '{"authorizationToken":"***"'],
  ['{"ecrRepositoryPrefix":"quay"}', '{"ecrRepositoryPrefix":"quay"}'],
])('masks the secrets in %s', (body, shown) => {
  expect(excerpt(body)).toContain(shown);
  expect(excerpt(body)).not.toMatch(/QVdTOn|a\\"b/);
});

it('cuts long texts', () => {
  expect(excerpt('x'.repeat(201))).toBe(`${'x'.repeat(200)}...`);
});
