import { describe, expect, it } from 'vitest';

import { readParameterFile, readStandardInput } from '../../../src/input/parameter-file.ts';
import { GeneralError, ParameterError } from '../../../src/model/errors.ts';
import { systemError, testIo } from '../../support/test-io.ts';

const files = {
  'a.txt': 'text\r\nmore\rend',
  '/home/someone/b.txt': 'home',
  '/d/c.txt': 'variable',
  'latin.txt': Buffer.from([0xe9, 0x85]),
  'bytes.bin': Buffer.from([0xff, 0xfe, 0x61]),
  'sjis.txt': Buffer.from([0x83, 0x4a, 0x83, 0x69]),
  'utf-16.txt': Buffer.from('\ufeffé', 'utf16le'),
  'bom.txt': '\ufeffquay.io',
};
const read = (value: string, environment: Record<string, string> = {}) =>
  readParameterFile('--option', value, testIo({ D: '/d', ...environment }, files));

const unreadable = (path: string) =>
  `Error parsing parameter '--option': Unable to load paramfile (${path}), text contents could not be decoded.  ` +
  'If this is a binary file, please use the fileb:// prefix instead of the file:// prefix.';

describe('readParameterFile', () => {
  it.each([
    ['plain', 'plain'],
    ['http://example.com', 'http://example.com'],
    ['File://a.txt', 'File://a.txt'],
    ['file://a.txt', 'text\nmore\nend'],
    ['file://~/b.txt', 'home'],
    ['file://$D/c.txt', 'variable'],
    ['file://${D}/c.txt', 'variable'],
    ['file://bom.txt', '\ufeffquay.io'],
  ])('reads %s as %j', (value, content) => {
    expect(read(value)).toBe(content);
  });

  it('reads bytes', () => {
    expect(read('fileb://bytes.bin')).toEqual(files['bytes.bin']);
  });

  it.each([
    ['latin.txt', 'ISO-8859-1', 'é\u0085'],
    ['bytes.bin', 'latin_1', 'ÿþa'],
    ['sjis.txt', 'Shift-JIS', 'カナ'],
    ['utf-16.txt', 'utf-16', 'é'],
    ['bom.txt', 'UTF-8-SIG', 'quay.io'],
  ])('reads %s in the encoding %s', (path, encoding, text) => {
    expect(read(`file://${path}`, { AWS_CLI_FILE_ENCODING: encoding })).toBe(text);
  });

  it.each(['klingon', '', 'iso8859-12', 'utf.8'])('refuses the encoding %j', (encoding) => {
    expect(() => read('file://a.txt', { AWS_CLI_FILE_ENCODING: encoding })).toThrow(
      new GeneralError(`unknown encoding: ${encoding}`),
    );
    expect(read('plain', { AWS_CLI_FILE_ENCODING: encoding })).toBe('plain');
    expect(read('fileb://bytes.bin', { AWS_CLI_FILE_ENCODING: encoding })).toEqual(files['bytes.bin']);
    expect(() => read('file://none', { AWS_CLI_FILE_ENCODING: encoding })).toThrow('Unable to load paramfile');
  });

  it('reports a missing file', () => {
    expect(() => read('file://none')).toThrow(
      new ParameterError(
        "Error parsing parameter '--option': Unable to load paramfile file://none: [Errno 2] No such file or directory: 'none'",
      ),
    );
  });

  it('refuses more than 16 MB', async () => {
    const large = Buffer.alloc(16 * 1024 * 1024 + 1, 'a');
    const io = testIo({}, { large, fits: large.subarray(1) }, large);
    for (const value of ['file://large', 'fileb://large'])
      expect(() => readParameterFile('--option', value, io)).toThrow(
        new ParameterError(
          `Error parsing parameter '--option': Unable to load paramfile ${value}: it is larger than 16 MB`,
        ),
      );
    expect(readParameterFile('--option', 'file://fits', io)).toHaveLength(16 * 1024 * 1024);
    await expect(readStandardInput('--option', io)).rejects.toThrow(
      'Unable to load standard input: it is larger than 16 MB',
    );
  });

  it('reports a file in another encoding', () => {
    expect(() => read('file://latin.txt')).toThrow(new ParameterError(unreadable('latin.txt')));
    expect(() => read('file://latin.txt', { AWS_CLI_FILE_ENCODING: 'ascii' })).toThrow(unreadable('latin.txt'));
  });
});

describe('readStandardInput', () => {
  it('reads text like a file', async () => {
    const io = testIo({ AWS_CLI_FILE_ENCODING: 'latin1' }, {}, Buffer.from([0xe9, 0x0d, 0x0a]));
    expect(io.stdin.wasRead).toBe(false);
    expect(await readStandardInput('--option', io)).toBe('é\n');
    expect(io.stdin.wasRead).toBe(true);
  });

  it('reports text in another encoding', async () => {
    await expect(readStandardInput('--option', testIo({}, {}, files['utf-16.txt']))).rejects.toThrow(
      /^Error parsing parameter '--option': Unable to load standard input, text contents could not be decoded\. The text starts with a byte order mark: set AWS_CLI_FILE_ENCODING=utf-16/,
    );
  });

  it('reports a failure to read', async () => {
    const io = testIo();
    const failing = {
      ...io,
      stdin: {
        wasRead: false,
        read: () => Promise.reject(systemError('EISDIR', -21)),
      },
    };
    await expect(readStandardInput('--option', failing)).rejects.toMatchObject({
      message: "Error parsing parameter '--option': Unable to read standard input: [Errno 21] Is a directory",
      exitCode: 252,
    });
  });
});
