import { describe, expect, it } from 'vitest';

import { writeJson } from '../../../src/python/json.ts';
import { parseYaml } from '../../../src/yaml/reader.ts';

const read = (text: string) => writeJson(parseYaml(text), 'inline');

/** The values of scalars in a document of YAML 1.1, as read by ruamel.yaml 0.19. */
const oldScalars = [
  ['yes', 'true'],
  ['No', 'false'],
  ['ON', 'true'],
  ['off', 'false'],
  ['y', 'true'],
  ['N', 'false'],
  ['TRUE', 'true'],
  ['yES', '"yES"'],
  ['012', '10'],
  ['-012', '-10'],
  ['0_12', '10'],
  ['00', '0'],
  ['08', '"08"'],
  ['0o14', '"0o14"'],
  ['0b11', '3'],
  ['0x1F', '31'],
  ['1_000', '1000'],
  ['123456789012345678901', '123456789012345678901'],
  ['1:30', '90'],
  ['-1:30', '-90'],
  ['1:5', '65'],
  ['190:20:30', '685230'],
  ['1:60', '"1:60"'],
  ['1:30.5', '90.5'],
  ['1.5', '1.5'],
  ['1e3', '1000.0'],
  ['.5', '0.5'],
  ['-.5', '"-.5"'],
  ['-.inf', '-Infinity'],
  ['~', 'null'],
  ['2001-12-14', '2001-12-14'],
  ['"yes"', '"yes"'],
  ['!!str yes', '"yes"'],
] as const;

describe('a document of YAML 1.1', () => {
  it.each(oldScalars)('reads %s as %s', (scalar, json) => {
    expect(read(`%YAML 1.1\n---\na: ${scalar}\n`)).toBe(`{"a": ${json}}`);
  });

  it.each([
    '%YAML 1.1\n---\na: yes',
    '\ufeff%YAML 1.1\n---\na: yes',
    '# a comment\n\n%YAML 1.1 # another\n---\na: yes',
    '%TAG ! tag:example.com,2000:\n%YAML 1.1\n--- {a: yes}',
    '%YAML  01.01\n---\na: yes\n...\n',
  ])('is recognized: %j', (text) => {
    expect(read(text)).toBe('{"a": true}');
  });
});

describe('a document of YAML 1.2', () => {
  it.each([
    'a: yes',
    '%YAML 1.2\n---\na: yes',
    '---\na: yes',
    '# %YAML 1.1\n---\na: yes',
    'a: "yes"\nb: |\n  %YAML 1.1\n',
  ])('is recognized: %j', (text) => {
    expect(read(text)).toMatch(/^\{"a": "yes"/);
  });

  it.each([
    ['012', '12'],
    ['0o14', '12'],
    ['1:30', '"1:30"'],
    ['-.5', '-0.5'],
    ['!!bool yes', 'true'],
    ['!!int "0o14"', '12'],
  ])('reads %s as %s', (scalar, json) => {
    expect(read(`a: ${scalar}`)).toBe(`{"a": ${json}}`);
  });
});

it.each(['1.0', '1.3', '1.10'])('refuses YAML %s with 255, as the AWS CLI does', (version) => {
  expect(() => read(`%YAML ${version}\n---\na: 1`)).toThrow(
    expect.objectContaining({
      message: `The %YAML directive must name version 1.1 or 1.2, not ${version}.`,
      exitCode: 255,
    }),
  );
});

it.each([
  '%YAML 2.0\n---\na: 1',
  '%YAML 1\n---\na: 1',
  '%YAML 1.1\n%YAML 1.1\n---\na: 1',
  '%YAML 1.1\na: 1',
  'a: !!bool maybe',
])('refuses %j as malformed', (text) => {
  expect(() => read(text)).toThrow();
});

// Results of the AWS CLI 2.36.12
it.each([
  ['a: "x\ny"\nb: 1', '{"a": "x y", "b": 1}'],
  ['a: "x\n\ny"', '{"a": "x\\ny"}'],
  ["a:\n  - b: 'x\ny\nz'", '{"a": [{"b": "x y z"}]}'],
  ['a: "x\n# y"', '{"a": "x # y"}'],
  ['a: "x\n...y"', '{"a": "x ...y"}'],
  ['a: [\n1\n]', '{"a": [1]}'],
  ['a: {\nb:\n1\n}', '{"a": {"b": 1}}'],
])('reads %j, which goes on in column 0', (text, json) => {
  expect(read(text)).toBe(json);
});

it.each(['a: "x\n---\ny"', 'a: "x\n--- y"', 'a: "x\n...\ny"', `a: [${'\n1,'.repeat(1000)}]`])('refuses %j', (text) => {
  expect(() => read(text)).toThrow();
});

it('finds the version after thousands of comments', () => {
  expect(read(`${'# c\n'.repeat(100_000)}%YAML 1.1\n---\na: yes`)).toBe('{"a": true}');
  expect(read(`${'# c\n'.repeat(100_000)}a: yes\n`)).toBe('{"a": "yes"}');
});
