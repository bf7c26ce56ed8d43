import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { codecNamed, codecNames } from '../../../../src/python/codecs/codec-names.ts';
import { UndecodableText, UnencodableText, type Codec } from '../../../../src/python/codecs/codec.ts';
import { openCodec } from '../../../../src/python/codecs/open-codec.ts';
import tables from './cpython-tables.json' with { type: 'json' };

// These tests catch a million errors, and most of the time would go into their stack traces.
Error.stackTraceLimit = 0;

const opened = new Map<string, Promise<Codec>>();

function codecOf(name: string): Promise<Codec> {
  const known = codecNamed(name);
  if (known === undefined) throw new Error(name);
  const codec = opened.get(known) ?? openCodec(known);
  opened.set(known, codec);
  return codec;
}

describe.each(Object.entries(tables))('the codec %s', (name, hashes) => {
  const hasSeveralBytes = [
    'cp932',
    'shift_jis',
    'euc_jp',
    'gbk',
    'gb18030',
    'cp950',
    'big5',
    'cp949',
    'euc_kr',
  ].includes(name);

  it('reads every sequence of bytes as CPython does', async () => {
    const codec = await codecOf(name);
    const sequences = numbers(0, 0x100).map((byte) => [byte]);
    if (hasSeveralBytes)
      sequences.push(...numbers(0x80, 0x100).flatMap((first) => numbers(0, 0x100).map((second) => [first, second])));
    if (name === 'euc_jp')
      sequences.push(
        ...numbers(0xa1, 0xff).flatMap((second) => numbers(0xa1, 0xff).map((third) => [0x8f, second, third])),
      );
    expect(digest(sequences.map((bytes) => decoded(codec, Buffer.from(bytes))))).toBe(hashes.decode);
  });

  it('writes every character as CPython does', async () => {
    const codec = await codecOf(name);
    const codes = numbers(0, hasSeveralBytes ? 0x10000 : 0x2700);
    expect(digest(codes.map((code) => encoded(codec, String.fromCharCode(code))))).toBe(hashes.encode);
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
  ['utf-32', 'fffe000061000000', 'a'],
  ['utf-32', '0000feff00000061', 'a'],
  ['utf-32', '61000000', undefined],
  ['utf-32-le', '00f60100', '😀'],
  ['utf-32-le', '00d80000', undefined],
  ['utf-32-le', '00001100', undefined],
  ['utf-32-be', '000000', undefined],
  ['utf-7', ascii('a+AOk-b'), 'aéb'],
  ['utf-7', ascii('+AOk b+-c'), 'é b+c'],
  ['utf-7', ascii('+AOk'), 'é'],
  ['utf-7', ascii('+'), ''],
  ['utf-7', ascii('+2D3eAA-'), '😀'],
  ['utf-7', ascii('+2D0-'), '\ud83d'],
  ['utf-7', ascii('+2D0'), undefined],
  ['utf-7', ascii('+A-'), undefined],
  ['utf-7', ascii('+AOl-'), undefined],
  ['utf-7', ascii('+!'), undefined],
  ['utf-7', 'e9', undefined],
])('%s reads %s as %j', async (name, hex, text) => {
  const codec = await codecOf(name);
  const bytes = Buffer.from(hex, 'hex');
  if (text === undefined) expect(() => codec.decode(bytes)).toThrow(UndecodableText);
  else expect(codec.decode(bytes)).toBe(text);
});

it.each([
  ['utf-8', 'é', 'c3a9'],
  ['utf-8-sig', 'é', 'c3a9'],
  ['utf-16', 'é', 'e900'],
  ['utf-16-be', '😀', 'd83dde00'],
  ['utf-32', '😀', '00f60100'],
  ['utf-32-be', 'é', '000000e9'],
  ['utf-7', 'aéb+c\\', ascii('a+AOk-b+-c+AFw-')],
  ['utf-7', 'é é+', ascii('+AOk +AOkAKw-')],
  ['gb18030', '😀€', '9439fc36a2e3'],
])('%s writes %j as %s', async (name, text, hex) => {
  expect((await codecOf(name)).encode(text).toString('hex')).toBe(hex);
});

it.each([
  ['utf-16', 'fffe', 'file'],
  ['utf-32', 'fffe0000', 'file'],
  ['utf-8-sig', 'efbbbf', 'stream'],
])('%s writes the byte order mark %s at the start of a %s', async (name, hex, where) => {
  const { mark } = await codecOf(name);
  expect([mark?.bytes.toString('hex'), mark?.where]).toEqual([hex, where]);
});

it.each([
  ['ascii', 'aéü€z', 'ascii', 1, 'éü€', 'ordinal not in range(128)'],
  ['latin-1', '😀a€', 'latin-1', 0, '😀', 'ordinal not in range(256)'],
  ['cp1252', 'aŁŃb', 'charmap', 1, 'ŁŃ', 'character maps to <undefined>'],
  ['gbk', 'é€ü', 'gbk', 1, '€', 'illegal multibyte sequence'],
  ['gb18030', 'a\ud800', 'gb18030', 1, '\ud800', 'illegal multibyte sequence'],
  ['utf-8', '😀\udc00', 'utf-8', 2, '\udc00', 'surrogates not allowed'],
  ['utf-16', '\ud800', 'utf-16', 0, '\ud800', 'surrogates not allowed'],
])('%s reports the missing characters in %j', async (name, text, codec, start, characters, reason) => {
  const { encode } = await codecOf(name);
  expect(() => encode(text)).toThrow(UnencodableText);
  try {
    encode(text);
  } catch (error) {
    expect(error).toMatchObject({ codec, start, characters, reason });
  }
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
  ])('finds under %j: %s', (text, name) => {
    expect(codecNamed(text)).toBe(name);
  });
});

function numbers(from: number, end: number): number[] {
  return Array.from({ length: end - from }, (_, index) => from + index);
}

function ascii(text: string): string {
  return Buffer.from(text).toString('hex');
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
