import { expect, it } from 'vitest';

import { requestBody } from '../../../src/service/request-body.ts';
import type { StructureShape } from '../../../src/model/shapes.ts';
import { DateText, Numeral, type InputValue } from '../../../src/model/values.ts';

const text = { type: 'string' } as const;
const shape: StructureShape = {
  type: 'structure',
  members: [
    { name: 'a', shape: text, help: '' },
    { name: 'b', shape: text, help: '' },
    { name: 'list', shape: { type: 'list', member: text }, help: '' },
  ],
};

// As seen with the AWS CLI 2.36 and `parameter_validation = false`.
it.each<[InputValue, InputValue]>([
  [
    ['x', 1],
    ['x', 1],
  ],
  ['xy', ['x', 'y']],
  [{ k: 1 }, ['k']],
  ['', []],
])('converts %j to a list', (value, list) => {
  expect(JSON.parse(requestBody({ list: value }, shape))).toEqual({ list });
});

it.each<[Record<string, InputValue>, string]>([
  [{ list: 5 }, 'list must be a list, not 5'],
  [{ list: null }, 'list must be a list, not null'],
  [{ a: 'x', c: 1 }, 'Unknown parameter in input: "c", must be one of: a, b, list'],
])('refuses %j', (parameters, message) => {
  expect(() => requestBody(parameters, shape)).toThrow(message);
});

it('writes all JSON types', () => {
  expect(requestBody({ a: 'é"', b: [1, new Numeral('1.0'), null, { c: true }] }, shape)).toBe(
    '{"a":"é\\"","b":[1,1.0,null,{"c":true}]}',
  );
});

it.each<[InputValue, string]>([
  [new DateText('2020-01-01'), 'date'],
  [new DateText('2020-01-01T00:00:00Z'), 'datetime'],
  [new Uint8Array([1]), 'bytes'],
  [[1, { a: new DateText('2020-01-01') }], 'date'],
])('refuses %o in the words of the AWS CLI', (value, kind) => {
  expect(() => requestBody({ a: 'x', b: value }, shape)).toThrow(`Object of type ${kind} is not JSON serializable`);
});
