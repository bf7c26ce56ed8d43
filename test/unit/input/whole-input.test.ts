import { describe, expect, it } from 'vitest';

import type { Invocation } from '../../../src/command-line/invocation.ts';
import { readParameters } from '../../../src/input/parameters.ts';
import { writeJson } from '../../../src/python/json.ts';
import { operationByCommandName, operations } from '../../../src/model/operations.ts';
import { testIo } from '../../support/test-io.ts';

const create = operationByCommandName('create-pull-through-cache-rule') ?? operations[0];

async function read(
  options: Invocation['options'],
  members: Record<string, string> = {},
  files: Record<string, string | Buffer> = {},
  stdin: string | Buffer = '',
) {
  if (create === undefined) throw new Error('no operation');
  return writeJson(
    await readParameters(
      { operation: create, globals: {}, options, members: new Map(Object.entries(members)) },
      testIo({}, files, stdin),
    ),
    'inline',
  );
}

describe('a whole input', () => {
  it('provides the parameters without options on the command line', async () => {
    const json = '{"registryId":"1","ecrRepositoryPrefix":"from-json"}';
    expect(await read({ cliInputJson: json }, { ecrRepositoryPrefix: 'typed' })).toBe(
      '{"ecrRepositoryPrefix": "typed", "registryId": "1"}',
    );
  });

  it('is read from a file', async () => {
    expect(await read({ cliInputJson: 'file://in.json' }, {}, { 'in.json': ' {"a":1}\n' })).toBe('{"a": 1}');
    expect(await read({ cliInputYaml: 'file://in.yaml' }, {}, { 'in.yaml': '# rule\na: 1\n' })).toBe('{"a": 1}');
  });

  it('is read from standard input', async () => {
    expect(await read({ cliInputJson: '-' }, {}, {}, '{"a":1}\n')).toBe('{"a": 1}');
    expect(await read({ cliInputYaml: '-' }, { ecrRepositoryPrefix: 'typed' }, {}, 'a: 1\n')).toBe(
      '{"ecrRepositoryPrefix": "typed", "a": 1}',
    );
  });

  it('is decoded from the encodings that Python detects', async () => {
    const utf16 = (text: string) => Buffer.from(text, 'utf16le');
    const bigEndian = (text: string) => utf16(text).swap16();
    const json = '{"a":"é"}';
    for (const bytes of [
      Buffer.from(json),
      Buffer.from(`\ufeff${json}`),
      utf16(json),
      utf16(`\ufeff${json}`),
      bigEndian(json),
      bigEndian(`\ufeff${json}`),
    ])
      expect(await read({ cliInputJson: 'fileb://in' }, {}, { in: bytes })).toBe('{"a": "é"}');
    for (const bytes of [Buffer.from('a: é'), Buffer.from('\ufeffa: é'), utf16('\ufeffa: é'), bigEndian('\ufeffa: é')])
      expect(await read({ cliInputYaml: 'fileb://in' }, {}, { in: bytes })).toBe('{"a": "é"}');
    for (const options of [{ cliInputJson: 'fileb://in' }, { cliInputYaml: 'fileb://in' }])
      await expect(read(options, {}, { in: Buffer.from('{"a": "\xff"}', 'latin1') })).rejects.toThrow('received.');
  });

  // Results of ruamel.yaml, the AWS CLI's YAML library.
  it.each([
    ['a: yes', '{"a": "yes"}'],
    ['a: true', '{"a": true}'],
    ['a: ~', '{"a": null}'],
    ['a:', '{"a": null}'],
    ['a: 012', '{"a": 12}'],
    ['a: 0o17', '{"a": 15}'],
    ['a: 0x1F', '{"a": 31}'],
    ['a: 0b11', '{"a": 3}'],
    ['a: 1_000', '{"a": 1000}'],
    ['a: -5', '{"a": -5}'],
    ['a: 123456789012345678901', '{"a": 123456789012345678901}'],
    ['a: 1.0', '{"a": 1.0}'],
    ['a: 1e3', '{"a": 1000.0}'],
    ['a: .inf', '{"a": Infinity}'],
    ['a: 2024-01-02', '{"a": 2024-01-02}'],
    ["a: '1'", '{"a": "1"}'],
    ['a: 12:30', '{"a": "12:30"}'],
    ['{a: [1, x], b: {c: "d"}}', '{"a": [1, "x"], "b": {"c": "d"}}'],
    ['a: &x same\nb: *x', '{"a": "same", "b": "same"}'],
    ['a: |\n  one\n  two\n', '{"a": "one\\ntwo\\n"}'],
    ['{"__proto__": 1}', '{"__proto__": 1}'],
    ['"10": 1\nb: {x: &x 1, "2": *x, "1": 3}\n"9": 2', '{"10": 1, "b": {"x": 1, "2": 1, "1": 3}, "9": 2}'],
    ['base: &b {x: 1}\nc:\n  <<: *b\n  y: 2', '{"base": {"x": 1}, "c": {"x": 1, "y": 2}}'],
    ['{"a":1}', '{"a": 1}'],
  ])('reads the YAML %j', async (yaml, json) => {
    expect(await read({ cliInputYaml: yaml })).toBe(json);
  });

  it.each<[Invocation['options'], string]>([
    [{ cliInputJson: '{bad' }, "Error parsing parameter 'cli-input-json': Invalid JSON received."],
    [{ cliInputJson: '' }, "Error parsing parameter 'cli-input-json': Invalid JSON received."],
    [{ cliInputJson: '[]' }, "Error parsing parameter '--cli-input-json': Invalid type: expecting map, received list"],
    [{ cliInputJson: '1.5' }, 'Invalid type: expecting map, received float'],
    [{ cliInputYaml: 'a: [b' }, "Error parsing parameter 'cli-input-yaml': Invalid YAML received."],
    [{ cliInputYaml: 'a: 1\na: 2' }, "Error parsing parameter 'cli-input-yaml': Invalid YAML received."],
    [{ cliInputYaml: 'a: 1\n---\nb: 1' }, "Error parsing parameter 'cli-input-yaml': Invalid YAML received."],
    [{ cliInputYaml: '' }, "Error parsing parameter '--cli-input-yaml': Invalid type: expecting map, received null"],
    [{ cliInputYaml: '# nothing' }, 'expecting map, received null'],
    [{ cliInputYaml: 'text' }, 'expecting map, received string'],
    [{ cliInputJson: '{}', cliInputYaml: 'a: 1' }, 'Only one --cli-input- parameter may be specified.'],
    [
      { cliInputYaml: 'file://none' },
      "Error parsing parameter '--cli-input-yaml': Unable to load paramfile file://none",
    ],
  ])('refuses %j', async (options, message) => {
    await expect(read(options)).rejects.toThrow(message);
  });

  it.each<[Invocation['options'], string, string]>([
    [{ cliInputJson: '-' }, '{"a":1', "Error parsing parameter 'cli-input-json': Invalid JSON received."],
    [
      { cliInputYaml: '-' },
      'a: [b',
      "Error parsing parameter 'cli-input-yaml': Invalid YAML received.\n" +
        'standard input, line 1, column 6: unexpected end of the stream within a flow collection\n  a: [b\n       ^',
    ],
    [
      { cliInputJson: '-' },
      '\ufeff{}',
      "Error parsing parameter 'cli-input-json': Invalid JSON received. The text starts with a byte order mark: " +
        'set AWS_CLI_FILE_ENCODING=utf-8-sig, or save the text as UTF-8 without one.',
    ],
    [
      { cliInputJson: 'file://bom.json' },
      '',
      "Error parsing parameter 'cli-input-json': Invalid JSON received. The text starts with a byte order mark: " +
        'set AWS_CLI_FILE_ENCODING=utf-8-sig, or save the text as UTF-8 without one.',
    ],
    [
      { cliInputJson: '\ufeff{}' },
      '',
      "Error parsing parameter 'cli-input-json': Invalid JSON received. The value starts with a byte order mark: remove it.",
    ],
    [
      { cliInputJson: 'rule.json' },
      '',
      "Error parsing parameter 'cli-input-json': Invalid JSON received. To read the file rule.json, use file://rule.json",
    ],
    [
      { cliInputYaml: 'rule.json' },
      '',
      "Error parsing parameter '--cli-input-yaml': Invalid type: expecting map, received string. To read the file rule.json, use file://rule.json",
    ],
    [
      { cliInputJson: 'none.json' },
      '',
      "Error parsing parameter 'cli-input-json': Invalid JSON received. To read the file none.json, use file://none.json",
    ],
    [
      { cliInputYaml: 'none.yaml' },
      '',
      "Error parsing parameter '--cli-input-yaml': Invalid type: expecting map, received string. To read the file none.yaml, use file://none.yaml",
    ],
    [
      { cliInputJson: '-' },
      '',
      "Error parsing parameter 'cli-input-json': Invalid JSON received.\nstandard input is empty.",
    ],
    [
      { cliInputJson: 'file://empty' },
      '',
      "Error parsing parameter 'cli-input-json': Invalid JSON received.\nempty is empty.",
    ],
    [
      { cliInputYaml: 'file://empty' },
      '',
      "Error parsing parameter '--cli-input-yaml': Invalid type: expecting map, received null\nempty is empty.",
    ],
    [
      { cliInputYaml: 'file://tab.yaml' },
      '',
      "Error parsing parameter 'cli-input-yaml': Invalid YAML received.\n" +
        'tab.yaml, line 2, column 1: a tab in the indentation; YAML takes only spaces\n   b: 1\n  ^',
    ],
    [
      { cliInputYaml: '-' },
      'ecrRepositoryPrefix:quay\n',
      "Error parsing parameter '--cli-input-yaml': Invalid type: expecting map, received string\n" +
        'standard input, line 1, column 21: a space is missing after the colon\n  ecrRepositoryPrefix:quay\n' +
        '                      ^',
    ],
    // Malformed JSON in a file, and inline text, have the AWS CLI's message alone.
    [{ cliInputJson: 'file://tab.yaml' }, '', "Error parsing parameter 'cli-input-json': Invalid JSON received."],
    [{ cliInputYaml: 'a:\n\tb: 1' }, '', "Error parsing parameter 'cli-input-yaml': Invalid YAML received."],
    [
      { cliInputYaml: 'a:b' },
      '',
      "Error parsing parameter '--cli-input-yaml': Invalid type: expecting map, received string",
    ],
  ])('reports %j with %j on standard input', async (options, stdin, message) => {
    const files = { 'rule.json': '{"a":1}', 'bom.json': '\ufeff{"a":1}', empty: '', 'tab.yaml': 'a:\n\tb: 1\n' };
    await expect(read(options, {}, files, stdin)).rejects.toMatchObject({ message, exitCode: 252 });
  });

  it('reads YAML with a byte order mark', async () => {
    expect(await read({ cliInputYaml: '\ufeffa: 1' })).toBe('{"a": 1}');
  });
});
