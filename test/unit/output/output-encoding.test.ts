import { describe, expect, it } from 'vitest';

import { GeneralError } from '../../../src/model/errors.ts';
import { piecesOf } from '../../../src/output/encoded-streams.ts';
import { checkOutputEncoding, resultEncoder, writeErrorText } from '../../../src/output/output-encoding.ts';
import type { Io } from '../../../src/platform/io.ts';
import { testIo } from '../../support/test-io.ts';

/** An Io with an output encoding, and the bytes written to its stderr. */
function encodedIo(encoding: string, isEmptyFile = false): { io: Io; stderr: Buffer[] } {
  const base = testIo({ AWS_CLI_OUTPUT_ENCODING: encoding });
  const stderr: Buffer[] = [];
  const stream = {
    ...base.stderr,
    isEmptyFile,
    write: (text: string | Uint8Array) => {
      stderr.push(Buffer.from(text));
      return Promise.resolve();
    },
  };
  return { io: { ...base, stdout: { ...base.stdout, isEmptyFile }, stderr: stream }, stderr };
}

async function encode(encoding: string, texts: readonly string[], { format = 'json', isEmptyFile = false } = {}) {
  const encoder = await resultEncoder(format, encodedIo(encoding, isEmptyFile).io);
  if (encoder === undefined) throw new Error('There is no encoding.');
  const results = texts.map(encoder);
  return {
    bytes: Buffer.concat(results.map(({ bytes }) => bytes)),
    problem: results.find(({ problem }) => problem !== undefined)?.problem?.message,
  };
}

it.each(['', 'klingon', 'iso8859-12', 'cp437', 'gb18030'])('refuses the encoding %j', async (encoding) => {
  const { io } = encodedIo(encoding);
  await expect(checkOutputEncoding(io)).rejects.toThrow(
    new GeneralError(`Unknown codec \`${encoding}\` specified for AWS_CLI_OUTPUT_ENCODING.`),
  );
});

describe('resultEncoder', () => {
  // The bytes that the AWS CLI 2.36.12 writes to a pipe and to a file.
  it.each([
    ['latin-1', false, 'e9'],
    ['mac_roman', false, '8e'],
    ['utf-16', false, 'e900'],
    ['utf-16', true, 'fffee900'],
    ['utf-16-be', true, '00e9'],
    ['utf-8-sig', false, 'efbbbfc3a9'],
    ['utf-8-sig', true, 'efbbbfc3a9'],
    ['utf-8', true, 'c3a9'],
  ])('encodes as %s (into an empty file: %s)', async (encoding, isEmptyFile, hex) => {
    const { bytes } = await encode(encoding, ['é'], { format: 'yaml', isEmptyFile });
    expect(bytes.toString('hex')).toBe(hex);
  });

  it('writes the byte order mark once, before the first text', async () => {
    const { bytes } = await encode('utf-8-sig', ['', 'a', 'b'], { format: 'text' });
    expect(bytes.toString('hex')).toBe('efbbbf6162');
  });

  // The AWS CLI's messages and its output before them.
  it.each([
    [
      'json',
      '{\n    "a": "b€",\n    "c": "d"\n}\n',
      '{\n    "a": ',
      "'ascii' codec can't encode character '\\u20ac' in position 2: ordinal not in range(128)",
    ],
    [
      'json',
      '[\n    "1",\n    "b\\"é"\n]\n',
      '[\n    "1"',
      "'ascii' codec can't encode character '\\xe9' in position 10: ordinal not in range(128)",
    ],
    [
      'yaml',
      'a: b\nc: 😀\n',
      '',
      "'ascii' codec can't encode character '\\U0001f600' in position 8: ordinal not in range(128)",
    ],
    [
      'text',
      'ok\nA\tb\té€\n',
      'ok\n',
      "'ascii' codec can't encode characters in position 4-5: ordinal not in range(128)",
    ],
    [
      'table',
      '----\n|  é |\n',
      '----\n',
      "'ascii' codec can't encode character '\\xe9' in position 3: ordinal not in range(128)",
    ],
  ])('in %s, writes the pieces before a character that the encoding lacks', async (format, text, before, message) => {
    const { bytes, problem } = await encode('ascii', [text], { format });
    expect([bytes.toString(), problem]).toEqual([before, message]);
  });

  it.each([
    ['cp1252', "'charmap' codec can't encode characters in position 0-1: character maps to <undefined>"],
    ['gbk', "'gbk' codec can't encode character '\\u0141' in position 0: illegal multibyte sequence"],
    ['latin1', "'latin-1' codec can't encode characters in position 0-1: ordinal not in range(256)"],
  ])('reports a missing character in the words of Python: %s', async (encoding, message) => {
    expect((await encode(encoding, ['ŁŃ'], { format: 'yaml' })).problem).toBe(message);
  });
});

describe('writeErrorText', () => {
  it('writes the message in the encoding', async () => {
    const { io, stderr } = encodedIo('utf-16', true);
    await writeErrorText('é', io);
    expect(Buffer.concat(stderr).toString('hex')).toBe('fffee900');
  });

  it('writes UTF-8 when the error is an unknown encoding', async () => {
    const { io, stderr } = encodedIo('klingon');
    await writeErrorText('é', io);
    expect(Buffer.concat(stderr).toString()).toBe('é');
  });

  it('escapes characters that the encoding lacks, and reports them', async () => {
    const { io, stderr } = encodedIo('latin-1');
    await expect(writeErrorText('\necr: [ERROR]: é€ 😀\n', io)).rejects.toMatchObject({
      message: "'latin-1' codec can't encode character '\\u20ac' in position 15: ordinal not in range(256)",
      exitCode: 255,
    });
    expect(Buffer.concat(stderr).toString('latin1')).toBe('\necr: [ERROR]: é\\u20ac \\U0001f600\n');
  });
});

it.each([
  ['json', '{\n    "a": "b: c"\n}\n', ['{\n    ', '"a"', ': ', '"b: c"', '\n}\n']],
  ['json', '[\n    "a",\n    1\n]\n', ['', '[\n    "a"', ',\n    1\n]\n']],
  ['json', '"a"\n', ['', '"a"', '\n']],
  ['text', 'a\tb\nc\n', ['a\tb', '\n', 'c', '\n', '']],
  ['table', '-\n|\n', ['-\n', '|\n']],
  ['yaml-stream', '- a\n- b\n', ['- a\n- b\n']],
])('splits %s into the pieces of the AWS CLI', (format, text, pieces) => {
  expect(piecesOf(text, format)).toEqual(pieces);
});
