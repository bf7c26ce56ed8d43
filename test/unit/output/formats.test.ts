import { fc } from '../../support/property.ts';
import { CORE_SCHEMA, load } from 'js-yaml';
import { describe, expect, it } from 'vitest';

import { parseJson } from '../../../src/python/json.ts';
import { formatter } from '../../../src/output/format.ts';
import type { Value } from '../../../src/model/values.ts';

const format = async (name: string, value: Value, more: { width?: number; colored?: boolean; resets?: boolean } = {}) =>
  (await formatter(name))(value, { title: 'CreatePullThroughCacheRule', colored: false, width: 80, ...more });

// Each expectation is what the AWS CLI 2.36 prints for the same value.
describe('formats', () => {
  it.each([
    ['json', '{"a":[1,{}],"é":"\\u0007"}', '{\n    "a": [\n        1,\n        {}\n    ],\n    "é": "\\u0007"\n}\n'],
    ['json', '{}', ''],
    ['json', '[]', '[]\n'],
    [
      'text',
      '{"b":1,"a":true,"c":[{"x":null},{"y":2.0}],"d":["p",["q"]]}',
      'True\t1\nC\tNone\t\nC\t\t2.0\nD\tp\nD\tq\n',
    ],
    ['text', '[[1,2],[3]]', '1\t2\n3\n'],
    ['text', '[]', ''],
    ['text', '[{"a":1},"s"]', '1\ns\n'],
    ['yaml', '{"b":"yes","a":["1e3",{"x":[]}],"c":"a: b"}', "a:\n- '1e3'\n- x: []\nb: yes\nc: 'a: b'\n"],
    ['yaml', '"text"', '"text"\n'],
    ['yaml', '[[1,[2]],{}]', '- - 1\n  - - 2\n- {}\n'],
    ['yaml', '{"k":"one\\ntwo\\n"}', "k: 'one\n\n  two\n\n  '\n"],
    ['yaml-stream', '{"a":[{"b":1}]}', '- a:\n  - b: 1\n'],
    ['yaml-stream', '{}', ''],
    ['off', '{"a":1}', ''],
    ['table', 'null', ''],
  ])('%s of %s', async (name, json, text) => {
    expect(await format(name, parseJson(json))).toBe(text);
  });

  it('writes an empty page of a listing in yaml-stream alone', async () => {
    const page = { title: 'DescribePullThroughCacheRules', colored: false, width: 80, isPage: true };
    expect(await (await formatter('yaml-stream'))({}, page)).toBe('- {}\n');
    for (const name of ['json', 'yaml', 'text']) expect(await (await formatter(name))({}, page)).toBe('');
  });

  it.each([
    [
      '{"a":1,"b":"x"}',
      [
        '+------------+-------------+',
        '|      a     |      b      |',
        '+------------+-------------+',
        '|  1         |  x          |',
        '+------------+-------------+',
      ],
    ],
    [
      '{"one":{"x":1}}',
      [
        '+--------------------------+',
        '||           one          ||',
        '|+-----------+------------+|',
        '||  x        |  1         ||',
        '|+-----------+------------+|',
      ],
    ],
    ['"s"', ['+--------------------------+']],
    [
      '["日本","ab"]',
      [
        '+--------------------------+',
        '|  日本                    |',
        '|  ab                      |',
        '+--------------------------+',
      ],
    ],
  ])('table of %s', async (json, lines) => {
    const title = ['----------------------------', '|CreatePullThroughCacheRule|'];
    expect((await format('table', parseJson(json))).split('\n')).toEqual([...title, ...lines, '']);
  });

  // The AWS CLI 2.36 prints Python's repr of a map or a list in a column of scalars.
  it.each([
    ['{"b":"it\'s","c":[[],{},1e22]}', `{'b': "it's", 'c': [[], {}, 1e+22]}`],
    ['["\\"q\\" \u00a0\u200b\\n\u{1f600}",1.0,true,null]', `['"q" \\xa0\\u200b\\n\u{1f600}', 1.0, True, None]`],
    ['["\'\\""]', `['\\'"']`],
  ])('%s in a column of scalars', async (json, text) => {
    const rows = parseJson(`[{"a":1},{"a":${json}}]`);
    expect((await format('text', rows)).split('\n')).toContain(text);
    expect(await format('table', rows)).toContain(`|  ${text} `);
  });

  it('print a table vertically when it is wider than the terminal', async () => {
    const wide = parseJson(`{"first":"${'x'.repeat(64)}","second":"y"}`);
    expect(await format('table', wide, { width: 80 })).toContain(
      '|                                first                               | second  |',
    );
    expect(await format('table', wide, { width: 79 })).toContain('|  second|  y ');
  });

  it('reset the colors after every piece of a table on request', async () => {
    const options = { colored: true, resets: true };
    const [first, second, , fourth] = (await format('table', parseJson('["a"]'), options)).split('\n');
    expect(first).toBe('----------------------------');
    expect(second).toBe('\u001b[0m\u001b[0m|CreatePullThroughCacheRule|\u001b[0m\u001b[0m');
    expect(fourth).toBe('\u001b[0m\u001b[0m|  \u001b[1m\u001b[34ma\u001b[0m                       |\u001b[0m\u001b[0m');
  });

  it('use a YAML alias for a repeated value', async () => {
    const inner = { a: 1 };
    expect(await format('yaml', [inner, { x: inner }])).toBe('- &id001\n  a: 1\n- x: *id001\n');
  });

  it('refuse an unknown format', async () => {
    await expect(formatter('xml')).rejects.toThrow('Unknown output type: xml');
    await expect(formatter('constructor')).rejects.toThrow('Unknown output type: constructor');
  });
});

describe('any JSON value', () => {
  const anyValue = fc.jsonValue({ maxDepth: 4 }).map((value) => parseJson(JSON.stringify(value)));

  it('is unchanged after writing and reading JSON', async () => {
    await fc.assert(
      fc.asyncProperty(anyValue, async (value) => {
        const text = await format('json', value);
        expect(text === '' ? {} : parseJson(text)).toEqual(value);
      }),
    );
  });

  it('is unchanged after writing and reading YAML', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 4 }), async (json) => {
        const text = await format('yaml', parseJson(json));
        const value: unknown = JSON.parse(json);
        expect(text === '' ? {} : load(text, { schema: CORE_SCHEMA })).toEqual(value);
      }),
    );
  });

  it.each(['text', 'table', 'yaml-stream'])('is written as %s without an error', async (name) => {
    await fc.assert(
      fc.asyncProperty(anyValue, fc.integer({ min: 1, max: 200 }), async (value, width) => {
        expect(typeof (await format(name, value, { width, colored: width % 2 === 0 }))).toBe('string');
      }),
    );
  });
});
