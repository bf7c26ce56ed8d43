import type { CodecName } from './codec-names.ts';
import { UndecodableText, UnencodableText, type Codec } from './codec.ts';
import { utf7 } from './utf-7.ts';

const byteOrderMark = '\ufeff';

const utf8: Codec = {
  decode: (bytes) => strictly('utf-8', bytes),
  encode: (text) => Buffer.from(withoutSurrogates(text, 'utf-8')),
};

/** The codecs without tables. */
export const unicodeCodecs: Partial<Readonly<Record<CodecName, Codec>>> = {
  utf_8: utf8,
  utf_8_sig: {
    decode: decodeUtf8Sig,
    encode: utf8.encode,
    mark: { bytes: Buffer.from(byteOrderMark), where: 'stream' },
  },
  utf_7: utf7,
  utf_16: markedCodec(utf16('utf-16', 'little'), utf16('utf-16', 'big')),
  utf_16_le: utf16('utf-16-le', 'little'),
  utf_16_be: utf16('utf-16-be', 'big'),
  utf_32: markedCodec(utf32('utf-32', 'little'), utf32('utf-32', 'big')),
  utf_32_le: utf32('utf-32-le', 'little'),
  utf_32_be: utf32('utf-32-be', 'big'),
  ascii: latin('ascii', 0x80),
  latin_1: latin('latin-1', 0x100),
};

function strictly(label: 'utf-8' | 'utf-16le', bytes: Buffer): string {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UndecodableText();
  }
}

function withoutSurrogates(text: string, codec: string): string {
  const lone = /[\ud800-\udfff]/u.exec(text);
  if (lone !== null) throw new UnencodableText(codec, lone.index, lone[0], 'surrogates not allowed');
  return text;
}

/** Decodes UTF-8 after an optional byte order mark. Python also accepts an incomplete mark. */
function decodeUtf8Sig(bytes: Buffer): string {
  const mark = Buffer.from(byteOrderMark);
  if (mark.subarray(0, bytes.length).equals(bytes)) return '';
  return utf8.decode(mark.equals(bytes.subarray(0, mark.length)) ? bytes.subarray(mark.length) : bytes);
}

function utf16(name: string, order: 'little' | 'big'): Codec {
  const inOrder = (bytes: Buffer) => (order === 'little' ? bytes : Buffer.from(bytes).swap16());
  return {
    decode(bytes) {
      if (bytes.length % 2 !== 0) throw new UndecodableText();
      return strictly('utf-16le', inOrder(bytes));
    },
    encode: (text) => inOrder(Buffer.from(withoutSurrogates(text, name), 'utf16le')),
  };
}

function utf32(name: string, order: 'little' | 'big'): Codec {
  const inOrder = (bytes: Buffer) => (order === 'little' ? bytes : Buffer.from(bytes).swap32());
  return {
    decode(bytes) {
      if (bytes.length % 4 !== 0) throw new UndecodableText();
      const little = inOrder(bytes);
      const text = Array.from({ length: little.length / 4 }, (_, index) => character(little.readUInt32LE(index * 4)));
      return text.join('');
    },
    encode(text) {
      const characters = Array.from(withoutSurrogates(text, name));
      const bytes = Buffer.alloc(characters.length * 4);
      for (const [index, one] of characters.entries()) bytes.writeUInt32LE(one.codePointAt(0) ?? 0, index * 4);
      return inOrder(bytes);
    },
  };
}

function character(code: number): string {
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw new UndecodableText();
  return String.fromCodePoint(code);
}

/** Returns a codec that reads the byte order from the required mark and writes in the machine's byte order. */
function markedCodec(little: Codec, big: Codec): Codec {
  return {
    decode(bytes) {
      if (bytes.length === 0) return '';
      for (const codec of [little, big]) {
        const mark = codec.encode(byteOrderMark);
        if (mark.equals(bytes.subarray(0, mark.length))) return codec.decode(bytes.subarray(mark.length));
      }
      throw new UndecodableText();
    },
    encode: little.encode,
    mark: { bytes: little.encode(byteOrderMark), where: 'file' },
  };
}

/** Returns a codec in which each byte is the code point of a character, below a limit. */
function latin(name: string, limit: number): Codec {
  return {
    decode(bytes) {
      if (bytes.some((byte) => byte >= limit)) throw new UndecodableText();
      return bytes.toString('latin1');
    },
    encode(text) {
      const beyond = limit === 0x80 ? /[^\0-\x7f]+/u : /[^\0-\xff]+/u;
      const characters = beyond.exec(text);
      if (characters !== null)
        throw new UnencodableText(name, characters.index, characters[0], `ordinal not in range(${String(limit)})`);
      return Buffer.from(text, 'latin1');
    },
  };
}
