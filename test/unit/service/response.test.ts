import { describe, expect, it } from 'vitest';

import { operationByName } from '../../../src/model/operations.ts';
import { excerpt, readResponse } from '../../../src/service/response.ts';

const { output } = operationByName('CreatePullThroughCacheRule');
const read = (response: Parameters<typeof readResponse>[0]) =>
  readResponse(response, output, (wire) => `at ${JSON.stringify(wire)}`);

describe('readResponse', () => {
  it('returns the members in the order of the model, without unknown members and nulls', () => {
    const result = read({ registryId: '1', createdAt: 1.5, new: {}, credentialArn: null, ecrRepositoryPrefix: 'ab' });
    expect(Object.entries(result)).toEqual([
      ['ecrRepositoryPrefix', 'ab'],
      ['createdAt', 'at 1.5'],
      ['registryId', '1'],
    ]);
  });

  it('returns no members for an empty response', () => {
    expect(read({})).toEqual({});
  });

  it.each([[[]], ['x'], [1]])('refuses %j', (response) => {
    expect(() => read(response)).toThrow('Unable to parse response, expected a map');
  });
});

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
