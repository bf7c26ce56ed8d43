import { describe, expect, it } from 'vitest';

import { parseTime } from '../../../src/python/dateutil.ts';

const newYear = Date.UTC(2099, 0, 1);

// Python's dateutil returns the same times.
describe('parseTime', () => {
  it.each([
    '2099-01-01T00:00:00Z',
    '2099-01-01t00:00:00z',
    '2099-01-01T00:00:00UTC',
    '2099-01-01 00:00:00 UTC',
    '2099-01-01T00:00:00GMT',
    '2099-01-01T00:00Z',
    '2099-01-01T00Z',
    '20990101T000000Z',
    '2099-01-01T02:00:00+02:00',
    '2099-01-01T02:00:00 +0200',
    '2098-12-31T17:00:00-07',
    '2099-01-01T00:00:00.000000999Z',
    ' 2099-01-01T00:00:00Z\n',
    'Thu, 01 Jan 2099 00:00:00 GMT',
    '01 Jan 2099 00:00 +0000',
  ])('reads %j', (text) => {
    expect(parseTime(text)).toBe(newYear);
  });

  it('keeps milliseconds', () => {
    expect(parseTime('2099-01-01T00:00:00.123456789Z')).toBe(newYear + 123);
  });

  it.each(['2099-01-01T00:00:00', '2099-01-01', 'Thu, 01 Jan 2099 00:00:00'])('refuses %j, without a zone', (text) => {
    expect(parseTime(text)).toBeNaN();
  });

  it.each([
    '',
    ' ',
    'x',
    'null',
    '0',
    '4070908800',
    '2099-13-01T00:00:00Z',
    '2099-02-29T00:00:00Z',
    '2099-04-31T00:00:00Z',
    '2099-01-00T00:00:00Z',
    '2099-01-01T24:00:00Z',
    '2099-01-01T00:60:00Z',
    '2099-01-01T00:00:60Z',
    '2099-001T00:00:00Z',
    '+010000-01-01T00:00:00Z',
    '2099-01-01T00:00:00EST',
    '2099-01-01 00:00:00 +0000 UTC',
    '01 Foo 2099 00:00:00 GMT',
  ])('refuses %j', (text) => {
    expect(parseTime(text)).toBeNaN();
  });
});
