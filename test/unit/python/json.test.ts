import { describe, expect, it } from 'vitest';

import { parseJson, writeAsciiJson, writeJson } from '../../../src/python/json.ts';

const again = (text: string) => writeJson(parseJson(text), 'inline');

describe('JSON as Python reads and writes it', () => {
  it.each([
    ['1', '1'],
    ['1.0', '1.0'],
    ['-0', '0'],
    ['-0.0', '-0.0'],
    ['1e3', '1000.0'],
    ['1e16', '1e+16'],
    ['0.00001', '1e-05'],
    ['0.0001', '0.0001'],
    ['1.5e300', '1.5e+300'],
    ['123456789012345678', '123456789012345678'],
    ['12345678901234567890', '12345678901234567890'],
    ['1e400', 'Infinity'],
    ['NaN', 'NaN'],
    ['-Infinity', '-Infinity'],
    ['0.1', '0.1'],
    ['1637000000.123456', '1637000000.123456'],
    [' [ 1 , {"a" : null} , true,false ] ', '[1, {"a": null}, true, false]'],
    ['{"a":1,"a":2}', '{"a": 2}'],
    ['{"__proto__":{"x":1},"constructor":2}', '{"__proto__": {"x": 1}, "constructor": 2}'],
    ['{"10":1,"b":{"7":1,"0":2},"9":2,"10":3}', '{"10": 3, "b": {"7": 1, "0": 2}, "9": 2}'],
    ['"\\u00f4\\n\\ud83d\\ude80"', '"ô\\n🚀"'],
    ['""', '""'],
    ['[]', '[]'],
    ['{}', '{}'],
  ])('%s', (text, written) => {
    expect(again(text)).toBe(written);
  });

  it.each([
    '',
    '{',
    '[1,]',
    '{a:1}',
    "{'a':1}",
    '01',
    '1.',
    '.5',
    '+1',
    '"\n"',
    '"\\x"',
    '[1] 2',
    '\ufeff1',
    '/**/1',
    'nul',
    '{"a" 1}',
    '{"a":1,}',
  ])('refuses %j', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  it('refuses excessive nesting', () => {
    expect(() => parseJson('['.repeat(100_000))).toThrow('nested too deeply');
  });

  it('indents results by four spaces', () => {
    expect(writeJson(parseJson('{"a":[1,{}],"b":[]}'), 'indented')).toBe(
      '{\n    "a": [\n        1,\n        {}\n    ],\n    "b": []\n}',
    );
  });
});

it('escapes all but printable ASCII, as json.dumps does', () => {
  expect(writeAsciiJson({ a: ' ~\u007fé\u{1f600}' })).toBe('{"a":" ~\\u007f\\u00e9\\ud83d\\ude00"}');
  expect(writeAsciiJson({ a: 1, b: [] }, 'inline')).toBe('{"a": 1, "b": []}');
});

describe('strings', () => {
  it.each([
    ['"a\\\\"', 'a\\'],
    ['"\\""', '"'],
    ['"\\\\\\""', '\\"'],
    ['""', ''],
    ['"\\u00e9\\n"', 'é\n'],
  ])('%s', (text, value) => {
    expect(parseJson(text)).toBe(value);
  });

  it.each(['"', '"\\"', '"\\x"', '"\n"', '"\\', '"a\\\\\\"'])('%j is not a string', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  it('may be as long as memory allows', () => {
    const long = 'x'.repeat(20_000_000);
    expect(parseJson(`{"a":"${long}"}`)).toEqual({ a: long });
    expect(parseJson(`"${'\\n'.repeat(1_000_000)}"`)).toBe('\n'.repeat(1_000_000));
  });
});
