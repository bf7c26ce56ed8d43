import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { codecNamed, codecNames } from '../../../../src/python/codecs/codec-names.ts';
import { UndecodableText, UnencodableText, type Codec } from '../../../../src/python/codecs/codec.ts';
import { openCodec, openDecoder } from '../../../../src/python/codecs/open-codec.ts';
import tables from './cpython-tables.json' with { type: 'json' };

// These tests catch thousands of errors, and most of the time would go into their stack traces.
Error.stackTraceLimit = 0;

function codecOf(name: string): Codec {
  const known = codecNamed(name);
  const codec = known === undefined ? undefined : openCodec(known);
  if (codec === undefined) throw new Error(name);
  return codec;
}

describe.each(Object.entries(tables))('the codec %s', (name, hashes) => {
  const codec = codecOf(name);

  it('reads every byte as CPython does', () => {
    expect(digest(numbers(0x100).map((byte) => decoded(codec, Buffer.of(byte))))).toBe(hashes.decode);
  });

  it('writes every character as CPython does', () => {
    expect(digest(numbers(0x2700).map((code) => encoded(codec, String.fromCharCode(code))))).toBe(hashes.encode);
  });
});

// Results of CPython 3.13's incremental decoders, which read files.
it.each([
  ['utf-8', '61c3a9', 'aé'],
  ['utf-8', 'efbbbf61', '\ufeffa'],
  ['utf-8', 'eda080', undefined],
  ['utf-8', 'c080', undefined],
  ['utf-8', 'e282', undefined],
  ['utf-8-sig', 'efbbbf61', 'a'],
  ['utf-8-sig', '61', 'a'],
  ['utf-8-sig', 'efbbbfefbbbf', '\ufeff'],
  ['utf-8-sig', 'efbb', ''],
  ['utf-8-sig', 'efbb61', undefined],
  ['utf-16', '', ''],
  ['utf-16', 'fffe6100', 'a'],
  ['utf-16', 'feff0061', 'a'],
  ['utf-16', 'fffefffe', '\ufeff'],
  ['utf-16', '6100', undefined],
  ['utf-16', 'fffe610062', undefined],
  ['utf-16', 'fffe00d8', undefined],
  ['utf-16-le', 'fffe6100', '\ufeffa'],
  ['utf-16-le', '3dd800de', '😀'],
  ['utf-16-le', '00dc3dd8', undefined],
  ['utf-16-be', '0061', 'a'],
  // Common text, and bytes that begin no character.
  ['cp1252', '80ff', '€ÿ'],
  ['cp1252', '81', undefined],
  ['cp932', '93fa967b8cea20b1835c', '日本語 ｱソ'],
  ['cp932', '8740', '①'],
  ['cp932', '81', undefined],
  ['cp932', '1a1c7f', '\x1a\x1c\x7f'],
  ['shift_jis', '93fa967b8cea', '日本語'],
  ['euc_jp', 'c6fccbdcb8ec8eb18fb0a1', '日本語ｱ丂'],
  ['euc_jp', 'c6', undefined],
  ['iso2022_jp', '1b2442467c4b5c1b2842', '日本'],
  ['gbk', 'd6d0b9fa8140', '中国丂'],
  ['gbk', 'ff', undefined],
  ['gb2312', 'd6d0b9fa', '中国'],
  ['gb18030', 'd6d09439fc36', '中😀'],
  ['big5', 'a4a4a4e5', '中文'],
  ['cp950', 'a4a4a4e5', '中文'],
  ['euc_kr', 'c7d1b1db', '한글'],
  ['cp949', 'c7d1b1db', '한글'],
  ['cp949', '8141', undefined],
  ['koi8_u', 'f0f2e9f7e5f4', 'ПРИВЕТ'],
  ['iso8859_9', 'fd', 'ı'],
])('%s reads %s as %j', (name, hex, text) => {
  const { decode } = openDecoder(codecNamed(name) ?? 'ascii');
  const bytes = Buffer.from(hex, 'hex');
  if (text === undefined) expect(() => decode(bytes)).toThrow(UndecodableText);
  else expect(decode(bytes)).toBe(text);
});

it.each([
  ['utf-8', 'é', 'c3a9'],
  ['utf-8-sig', 'é', 'c3a9'],
  ['utf-16', 'é', 'e900'],
  ['utf-16-be', '😀', 'd83dde00'],
  ['cp1252', '€ÿ', '80ff'],
  ['cp932', '日本語 ｱソ', '93fa967b8cea20b1835c'],
  ['gbk', '中国é', 'd6d0b9faa8a6'],
  ['big5', '中文', 'a4a4a4e5'],
  ['euc_kr', '한글', 'c7d1b1db'],
  ['koi8_u', 'ПРИВЕТ', 'f0f2e9f7e5f4'],
])('%s writes %j as %s', (name, text, hex) => {
  expect(codecOf(name).encode(text).toString('hex')).toBe(hex);
});

it.each([
  ['utf-16', 'fffe', 'file'],
  ['utf-8-sig', 'efbbbf', 'stream'],
])('%s writes the byte order mark %s at the start of a %s', (name, hex, where) => {
  const { mark } = codecOf(name);
  expect([mark?.bytes.toString('hex'), mark?.where]).toEqual([hex, where]);
});

it.each([
  ['ascii', 'aéü€z', 'ascii', 1, 'éü€', 'ordinal not in range(128)'],
  ['latin-1', '😀a€', 'latin-1', 0, '😀', 'ordinal not in range(256)'],
  ['cp1252', 'aŁŃb', 'charmap', 1, 'ŁŃ', 'character maps to <undefined>'],
  ['gbk', 'éŁŃü', 'gbk', 1, 'Ł', 'illegal multibyte sequence'],
  ['big5', 'a\ud800', 'big5', 1, '\ud800', 'illegal multibyte sequence'],
  ['utf-8', '😀\udc00', 'utf-8', 2, '\udc00', 'surrogates not allowed'],
  ['utf-16', '\ud800', 'utf-16', 0, '\ud800', 'surrogates not allowed'],
])('%s reports the missing characters in %j', (name, text, codec, start, characters, reason) => {
  const { encode } = codecOf(name);
  expect(() => encode(text)).toThrow(UnencodableText);
  try {
    encode(text);
  } catch (error) {
    expect(error).toMatchObject({ codec, start, characters, reason });
  }
});

it.each(['euc_jp', 'gb18030', 'iso2022_jp'] as const)('%s is not written', (name) => {
  expect(openCodec(name)).toBeUndefined();
});

describe('codecNamed', () => {
  it('finds each codec by its name, in any case, with hyphens or underscores', () => {
    for (const name of codecNames) {
      expect(codecNamed(name)).toBe(name);
      expect(codecNamed(name.toUpperCase().replaceAll('_', '-'))).toBe(name);
    }
  });

  it.each([
    ['UTF8', 'utf_8'],
    ['utf--8', 'utf_8'],
    [' Utf 8_', 'utf_8'],
    ['utf-8é', 'utf_8'],
    ['u16', 'utf_16'],
    ['ISO-8859-1', 'latin_1'],
    ['iso.8859.1', 'latin_1'],
    ['ANSI_X3.4-1968', 'ascii'],
    ['ISO8859-15', 'iso8859_15'],
    ['cp936', 'gbk'],
    ['Windows-31J', 'cp932'],
    ['macintosh', 'mac_roman'],
    ['', undefined],
    ['klingon', undefined],
    ['iso8859-12', undefined],
    ['utf.8', undefined],
    ['mac.roman', undefined],
    ['utf-88', undefined],
    ['cp1259', undefined],
    ['utf-7', undefined],
    ['utf-32', undefined],
    ['cp437', undefined],
    ['cp850', undefined],
    ['iso8859-16', undefined],
  ])('finds under %j: %s', (text, name) => {
    expect(codecNamed(text)).toBe(name);
  });
});

function numbers(end: number): number[] {
  return Array.from({ length: end }, (_, index) => index);
}

function decoded({ decode }: Codec, bytes: Buffer): string {
  try {
    return Array.from(decode(bytes), (character) => (character.codePointAt(0) ?? 0).toString(16)).join(' ');
  } catch (error) {
    if (error instanceof UndecodableText) return '-';
    throw error;
  }
}

function encoded({ encode }: Codec, character: string): string {
  try {
    return encode(character).toString('hex');
  } catch (error) {
    if (error instanceof UnencodableText) return '-';
    throw error;
  }
}

function digest(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
}
