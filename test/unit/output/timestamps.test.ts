import { expect, it } from 'vitest';

import { isoTimestamp } from '../../../src/output/timestamps.ts';

it.each([
  [0, '1970-01-01T00:00:00+00:00'],
  [-1, '1969-12-31T23:59:59+00:00'],
  [1637000000.123456, '2021-11-15T18:13:20.123456+00:00'],
  [1700000000.001, '2023-11-14T22:13:20.001000+00:00'],
  ['1637000000', '2021-11-15T18:13:20+00:00'],
])('%j is %s', (wire, text) => {
  expect(isoTimestamp(wire)).toBe(text);
});

it.each([['not a date'], [[]], [{}]])('refuses %j', (wire) => {
  expect(() => isoTimestamp(wire)).toThrow('Invalid timestamp "');
});
