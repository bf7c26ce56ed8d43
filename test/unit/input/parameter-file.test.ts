import { describe, expect, it } from 'vitest';

import { resolveParameterFile } from '../../../src/input/parameter-file.ts';
import { testIo } from '../../support/test-io.ts';

const files = {
  'a.txt': 'text\r\nmore\rend',
  '/home/someone/b.txt': 'home',
  '/d/c.txt': 'variable',
  'latin.txt': Buffer.from([0xe9, 0x85]),
  'bytes.bin': Buffer.from([0xff, 0xfe, 0x61]),
};
const resolve = (value: string, environment: Record<string, string> = {}) =>
  resolveParameterFile('--option', value, testIo({ D: '/d', ...environment }, files));

describe('a parameter value', () => {
  it.each([
    ['plain', 'plain'],
    ['http://example.com', 'http://example.com'],
    ['File://a.txt', 'File://a.txt'],
    ['file://a.txt', 'text\nmore\nend'],
    ['file://~/b.txt', 'home'],
    ['file://$D/c.txt', 'variable'],
    ['file://${D}/c.txt', 'variable'],
  ])('%s stands for %j', (value, content) => {
    expect(resolve(value)).toBe(content);
  });

  it('reads bytes, and text in other encodings', () => {
    expect(resolve('fileb://bytes.bin')).toEqual(files['bytes.bin']);
    expect(resolve('file://latin.txt', { AWS_CLI_FILE_ENCODING: 'ISO-8859-1' })).toBe('é\u0085');
    expect(resolve('file://bytes.bin', { AWS_CLI_FILE_ENCODING: 'latin_1' })).toBe('ÿþa');
  });

  it.each([
    [
      'file://none',
      "Error parsing parameter '--option': Unable to load paramfile file://none: [Errno 2] No such file or directory: 'none'",
    ],
    ['file://bytes.bin', 'Unable to load paramfile (bytes.bin), text contents could not be decoded.'],
  ])('%s fails', (value, message) => {
    expect(() => resolve(value)).toThrow(message);
  });

  it('knows encodings by name only', () => {
    expect(() => resolve('file://a.txt', { AWS_CLI_FILE_ENCODING: 'klingon' })).toThrow('unknown encoding: klingon');
    expect(() => resolve('file://latin.txt', { AWS_CLI_FILE_ENCODING: 'ascii' })).toThrow('could not be decoded');
  });
});
