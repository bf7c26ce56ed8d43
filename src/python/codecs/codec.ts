import type { CodecName } from './codec-names.ts';

/** Reads text in one encoding, with the strict error handling of Python's codecs. */
export interface Decoder {
  /** @throws UndecodableText */
  readonly decode: (bytes: Buffer) => string;
}

/** Reads and writes text in one encoding. */
export interface Codec extends Decoder {
  /** Encodes a text without a byte order mark. @throws UnencodableText */
  readonly encode: (text: string) => Buffer;
  /** The byte order mark that Python writes at the start of any stream, or of files only. */
  readonly mark?: { readonly bytes: Buffer; readonly where: 'stream' | 'file' };
}

/** The bytes are not valid in the encoding. */
export class UndecodableText extends Error {
  constructor() {
    super('The bytes are not text in this encoding.');
  }
}

/** The text has characters that the encoding cannot represent. */
export class UnencodableText extends Error {
  /**
   * @param codec Python's name for the codec in messages
   * @param start the index of the first of these characters, in UTF-16 code units
   * @param characters the adjacent characters that Python reports together
   * @param reason Python's text for the reason
   */
  constructor(
    readonly codec: string,
    readonly start: number,
    readonly characters: string,
    readonly reason: string,
  ) {
    super(`The ${codec} codec cannot encode ${JSON.stringify(characters)}: ${reason}.`);
  }
}

const doubleByte: readonly CodecName[] = ['big5', 'cp932', 'cp949', 'cp950', 'euc_kr', 'gb2312', 'gbk', 'shift_jis'];

/** The names that TextDecoder has for encodings, where they are not Python's with a hyphen. (WHATWG, Encoding Standard) */
const labels: Partial<Readonly<Record<CodecName, string>>> = {
  cp874: 'windows-874',
  cp932: 'shift_jis',
  cp949: 'euc-kr',
  cp950: 'big5',
  iso2022_jp: 'iso-2022-jp',
  mac_cyrillic: 'x-mac-cyrillic',
  mac_roman: 'macintosh',
};

export function labelOf(name: CodecName): string {
  return labels[name] ?? name.replace('_', '-');
}

/** The characters of the bytes from 0x80 to 0x9f in cp1252, which Node 20 reads as Latin-1; a space is for none. */
const cp1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** Returns a codec with one or two bytes a character. It writes by the inverse of the table that TextDecoder reads by. */
export function tableCodec(name: CodecName): Codec {
  const characters = charactersOf(name);
  const codes = new Map<string, number>();
  for (const [code, character] of characters) if (!codes.has(character)) codes.set(character, code);
  return {
    decode(bytes) {
      let text = '';
      for (let at = 0; at < bytes.length; at++) {
        const byte = bytes[at] ?? 0;
        const character = characters.get(byte) ?? characters.get(byte * 0x100 + (bytes[++at] ?? 0));
        if (character === undefined) throw new UndecodableText();
        text += character;
      }
      return text;
    },
    encode(text) {
      const bytes: number[] = [];
      let start = 0;
      for (const character of text) {
        const code = codes.get(character);
        if (code === undefined) throw unencodable(name, text, start, codes);
        if (code > 0xff) bytes.push(code >> 8);
        bytes.push(code & 0xff);
        start += character.length;
      }
      return Buffer.from(bytes);
    },
  };
}

/** Returns the characters by their code: the byte, or the first byte times 256 plus the second. */
function charactersOf(name: CodecName): ReadonlyMap<number, string> {
  const characters = new Map<number, string>();
  const isLatin = name === 'latin_1' || name === 'cp1252';
  // Some of TextDecoder's tables exchange control characters of ASCII.
  for (let byte = 0; byte < (isLatin ? 0x100 : 0x80); byte++) characters.set(byte, String.fromCharCode(byte));
  if (name === 'cp1252')
    for (let index = 0; index < cp1252.length; index++) {
      if (cp1252[index] === ' ') characters.delete(0x80 + index);
      else characters.set(0x80 + index, cp1252.charAt(index));
    }
  if (isLatin || name === 'ascii') return characters;
  const decoder = new TextDecoder(labelOf(name), { ignoreBOM: true });
  // In the gaps of code pages, TextDecoder has control characters and private ones.
  const gap = /^(?:iso|mac)/.test(name) ? /\ufffd/ : /[\ufffd\x80-\x9f\ue000-\uf8ff]/;
  const add = (code: number, character: string) => {
    if (!gap.test(character) && Array.from(character).length === 1) characters.set(code, character);
  };
  const trailing = doubleByte.includes(name) ? Array.from({ length: 0xbf }, (_, index) => 0x40 + index) : [];
  for (let byte = 0x80; byte < 0x100; byte++) {
    add(byte, decoder.decode(Buffer.of(byte)));
    for (const second of trailing) add(byte * 0x100 + second, decoder.decode(Buffer.of(byte, second)));
  }
  return characters;
}

/** Python reports the adjacent characters that an encoding with one byte a character lacks together. */
function unencodable(
  name: CodecName,
  text: string,
  start: number,
  codes: ReadonlyMap<string, number>,
): UnencodableText {
  const [first = '', ...others] = Array.from(text.slice(start));
  if (doubleByte.includes(name)) return new UnencodableText(name, start, first, 'illegal multibyte sequence');
  const end = others.findIndex((character) => codes.has(character));
  const all = first + others.slice(0, end < 0 ? undefined : end).join('');
  if (name === 'ascii') return new UnencodableText(name, start, all, 'ordinal not in range(128)');
  if (name === 'latin_1') return new UnencodableText('latin-1', start, all, 'ordinal not in range(256)');
  return new UnencodableText('charmap', start, all, 'character maps to <undefined>');
}
