import { describe, expect, it } from 'vitest';

import { similarity, closeMatches } from '../../../src/python/difflib.ts';

// The ratios are those of Python's difflib.SequenceMatcher.
describe('similarity', () => {
  it.each([
    ['json', 'json', 1],
    ['json', 'jsonn', 8 / 9],
    ['text', 'txt', 6 / 7],
    ['table', 'tbl', 0.75],
    ['json', 'ojsn', 0.75],
    ['abc', 'xyz', 0],
    ['', '', 1],
    ['', 'a', 0],
  ])('of %s and %s is %f', (one, other, ratio) => {
    expect(similarity(one, other)).toBeCloseTo(ratio, 10);
  });

  it('returns at most three names, the most similar first and equal ones in reverse alphabetical order', () => {
    const commands = ['create-rule', 'delete-rule', 'update-rule', 'validate-rule', 'other'];
    expect(closeMatches('-rule', commands, 0.5)).toEqual(['update-rule', 'delete-rule', 'create-rule']);
    expect(closeMatches('zzz', commands, 0.8)).toEqual([]);
  });
});
