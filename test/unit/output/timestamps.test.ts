import { expect, it } from 'vitest';

import { isoTimestamp, timestampReader } from '../../../src/output/timestamps.ts';
import { parseJson } from '../../../src/python/json.ts';
import { timestampFormat } from '../../../src/settings/settings.ts';

// The AWS CLI 2.36 prints the same text for each wire value.
it.each([
  ['0', '1970-01-01T00:00:00+00:00'],
  ['-1', '1969-12-31T23:59:59+00:00'],
  ['-0.5', '1969-12-31T23:59:59.500000+00:00'],
  ['1637000000.0', '2021-11-15T18:13:20+00:00'],
  ['1637000000.123456', '2021-11-15T18:13:20.123456+00:00'],
  ['1637000000.1234567', '2021-11-15T18:13:20.123457+00:00'],
  ['1637000000.9999999', '2021-11-15T18:13:21+00:00'],
  ['1700000000.001', '2023-11-14T22:13:20.001000+00:00'],
  ['0.0000005', '1970-01-01T00:00:00+00:00'],
  ['0.0000015', '1970-01-01T00:00:00.000002+00:00'],
  ['1e3', '1970-01-01T00:16:40+00:00'],
  ['true', '1970-01-01T00:00:01+00:00'],
  ['"1637000000"', '2021-11-15T18:13:20+00:00'],
  ['" 12 "', '1970-01-01T00:00:12+00:00'],
  ['"2023-11-14"', '2023-11-14T00:00:00'],
  ['"2023-11-14 22:13"', '2023-11-14T22:13:00'],
  ['"2023-11-14T22:13:20Z"', '2023-11-14T22:13:20+00:00'],
  ['"20231114T221320Z"', '2023-11-14T22:13:20+00:00'],
  ['"2023-11-14T22:13:20.5+05:30"', '2023-11-14T22:13:20.500000+05:30'],
  ['"2023-11-14T22:13:20-0800"', '2023-11-14T22:13:20-08:00'],
  ['"2023-11-14T22:13:20.123456789Z"', '2023-11-14T22:13:20.123456+00:00'],
  ['"Tue, 14 Nov 2023 22:13:20 GMT"', '2023-11-14T22:13:20+00:00'],
  ['"Tue, 14 Nov 2023 22:13:20 +0200"', '2023-11-14T22:13:20+02:00'],
])('%s is %s', (json, text) => {
  expect(isoTimestamp(parseJson(json))).toBe(text);
});

it.each([
  ['"not a date"', 'Invalid timestamp "not a date": Unknown string format: not a date'],
  ['"2023-13-01"', 'Invalid timestamp "2023-13-01"'],
  ['"2023-02-30"', 'Invalid timestamp "2023-02-30"'],
  ['""', 'Invalid timestamp "": String does not contain a date: '],
  ['[]', 'Invalid timestamp "[]"'],
  ['{}', 'Invalid timestamp "{}"'],
  ['null', 'Invalid timestamp "null"'],
  ['NaN', 'Invalid value NaN (not a number)'],
  ['253402300800', 'year must be in 1..9999, not 10000'],
  ['1e18', 'Unable to calculate correct timezone offset for "1e+18"'],
])('refuses %s', (json, message) => {
  expect(() => isoTimestamp(parseJson(json))).toThrow(message);
});

it('keeps the wire format with cli_timestamp_format = wire', () => {
  expect(timestampReader(timestampFormat('wire'))(1.5)).toBe(1.5);
  expect(() => timestampFormat('rfc822')).toThrow('Unknown cli_timestamp_format value: rfc822');
});
