import { expect, it } from 'vitest';

import { requestBody } from '../../../src/service/request-body.ts';
import { DateText, Numeral, type InputValue } from '../../../src/values.ts';

it('writes what JSON has', () => {
  expect(requestBody({ a: 'é"', b: [1, new Numeral('1.0'), null, { c: true }] })).toBe('{"a":"é\\"","b":[1,1.0,null,{"c":true}]}');
});

it.each<[InputValue, string]>([
  [new DateText('2020-01-01'), 'date'],
  [new DateText('2020-01-01T00:00:00Z'), 'datetime'],
  [new Uint8Array([1]), 'bytes'],
  [[1, { a: new DateText('2020-01-01') }], 'date'],
])('refuses %o in the words of the AWS CLI', (value, kind) => {
  expect(() => requestBody({ a: 'x', b: value })).toThrow(`Object of type ${kind} is not JSON serializable`);
});
