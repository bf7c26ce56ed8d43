import iconv from 'iconv-lite';

import type { CodecName } from './codec-names.ts';
import { UndecodableText, UnencodableText, type Codec } from './codec.ts';
import type { Charset } from './charset.ts';
import { big5, cp950, gb18030, gbk } from './chinese-charsets.ts';
import { cp932, eucJp, shiftJis } from './japanese-charsets.ts';
import { cp949, eucKr } from './korean-charsets.ts';

/** The codecs with one or more bytes per character. */
const charsets: Partial<Readonly<Record<CodecName, Charset>>> = {
  cp932,
  shift_jis: shiftJis,
  euc_jp: eucJp,
  gbk,
  gb18030,
  cp950,
  big5,
  cp949,
  euc_kr: eucKr,
};

/** Returns a codec that uses the tables of iconv-lite, with corrections where Python's tables differ. */
export function tableCodec(name: CodecName): Codec {
  const charset = charsets[name];
  return charset === undefined ? singleByteCodec(name) : multiByteCodec(name, charset);
}

/** Differences of Python's single-byte tables from those of iconv-lite. An empty text is a byte without a character. */
const corrections: Partial<Readonly<Record<CodecName, Readonly<Record<number, string>>>>> = {
  cp1255: { 0xca: '' },
  mac_roman: { 0xbd: 'Ω', 0xdb: '€', 0xf0: '\uf8ff' },
};

/** The replacement that iconv-lite returns for a byte without a character. */
const noCharacter = '\ufffd';

function singleByteCodec(name: CodecName): Codec {
  const table = Array.from({ length: 0x100 }, (_, byte) => {
    const text = corrections[name]?.[byte] ?? iconv.decode(Buffer.from([byte]), name, { stripBOM: false });
    return text === noCharacter ? '' : text;
  });
  const bytes = new Map(table.map((text, byte) => [text, byte]));
  bytes.delete('');
  return {
    decode: (encoded) =>
      Array.from(encoded, (byte) => {
        const text = table[byte];
        if (text === undefined || text === '') throw new UndecodableText();
        return text;
      }).join(''),
    encode(text) {
      const encoded: number[] = [];
      let start = 0;
      for (const one of text) {
        const byte = bytes.get(one);
        if (byte === undefined) throw unmapped(text, start, bytes);
        encoded.push(byte);
        start += one.length;
      }
      return Buffer.from(encoded);
    },
  };
}

/** Returns the error for a character without a byte. Python reports all such characters in a row together. */
function unmapped(text: string, start: number, bytes: ReadonlyMap<string, number>): UnencodableText {
  const rest = Array.from(text.slice(start));
  const end = rest.findIndex((one) => bytes.has(one));
  const characters = rest.slice(0, end < 0 ? undefined : end).join('');
  return new UnencodableText('charmap', start, characters, 'character maps to <undefined>');
}

/** The possible lengths of a character, in bytes; spelled-out syllables in EUC-KR have eight. */
const lengths = [1, 2, 3, 4, 8];

function multiByteCodec(name: CodecName, { characters, written = {}, fourBytes }: Charset): Codec {
  const read = new Map(characters());
  const write = new Map<string, string>();
  for (const [bytes, character] of read) if (!write.has(character)) write.set(character, bytes);
  for (const [character, bytes] of Object.entries(written)) write.set(character, bytes);
  const characterOf = (bytes: string) => read.get(bytes) ?? (bytes.length === 4 ? fourBytes?.read(bytes) : undefined);
  return {
    decode(encoded) {
      const source = encoded.toString('latin1');
      let text = '';
      for (let at = 0; at < source.length;) {
        const length = lengths.find((one) => characterOf(source.slice(at, at + one)) !== undefined);
        if (length === undefined) throw new UndecodableText();
        text += characterOf(source.slice(at, at + length)) ?? '';
        at += length;
      }
      return text;
    },
    encode(text) {
      let encoded = '';
      let start = 0;
      for (const character of text) {
        const bytes = write.get(character) ?? fourBytes?.write(character);
        if (bytes === undefined) throw new UnencodableText(name, start, character, 'illegal multibyte sequence');
        encoded += bytes;
        start += character.length;
      }
      return Buffer.from(encoded, 'latin1');
    },
  };
}
