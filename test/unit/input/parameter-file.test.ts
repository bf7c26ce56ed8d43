import { describe, expect, it } from 'vitest';

import { readParameterFile, readStandardInput } from '../../../src/input/parameter-file.ts';
import { testIo } from '../../support/test-io.ts';

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
  ])('reads %s as %j', async (value, content) => {
    expect(await read(value)).toBe(content);
  });

  it('reads bytes', async () => {
    expect(await read('fileb://bytes.bin')).toEqual(files['bytes.bin']);
  });

  it.each([
    ['latin.txt', 'ISO-8859-1', 'é\u0085'],
    ['bytes.bin', 'latin_1', 'ÿþa'],
    ['sjis.txt', 'Shift-JIS', 'カナ'],
    ['utf-16.txt', 'utf-16', 'é'],
    ['bom.txt', 'UTF-8-SIG', 'quay.io'],
  ])('reads %s in the encoding %s', async (path, encoding, text) => {
    expect(await read(`file://${path}`, { AWS_CLI_FILE_ENCODING: encoding })).toBe(text);
  });

  it.each(['klingon', '', 'iso8859-12', 'utf.8'])('refuses the encoding %j', async (encoding) => {
    await expect(read('file://a.txt', { AWS_CLI_FILE_ENCODING: encoding })).rejects.toMatchObject({
      message: `unknown encoding: ${encoding}`,
      exitCode: 255,
    });
    expect(await read('plain', { AWS_CLI_FILE_ENCODING: encoding })).toBe('plain');
    expect(await read('fileb://bytes.bin', { AWS_CLI_FILE_ENCODING: encoding })).toEqual(files['bytes.bin']);
    await expect(read('file://none', { AWS_CLI_FILE_ENCODING: encoding })).rejects.toThrow('Unable to load paramfile');
  });

  it('reports a missing file', async () => {
    await expect(read('file://none')).rejects.toMatchObject({
      message:
        "Error parsing parameter '--option': Unable to load paramfile file://none: [Errno 2] No such file or directory: 'none'",
      exitCode: 252,
    });
  });

  it('reports a file in another encoding', async () => {
    await expect(read('file://latin.txt')).rejects.toMatchObject({ message: unreadable('latin.txt'), exitCode: 252 });
    await expect(read('file://latin.txt', { AWS_CLI_FILE_ENCODING: 'ascii' })).rejects.toThrow(unreadable('latin.txt'));
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
        read: () => Promise.reject(Object.assign(new Error('EISDIR'), { code: 'EISDIR' })),
      },
    };
    await expect(readStandardInput('--option', failing)).rejects.toMatchObject({
      message: "Error parsing parameter '--option': Unable to read standard input: [Errno 21] Is a directory",
      exitCode: 252,
    });
  });
});
