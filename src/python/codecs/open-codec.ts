import type { CodecName } from './codec-names.ts';
import { type Codec, type Decoder, labelOf, tableCodec, UndecodableText, UnencodableText } from './codec.ts';

const byteOrderMark = '\ufeff';

export function openDecoder(name: CodecName): Decoder {
  return openCodec(name) ?? { decode: (bytes) => strictly(labelOf(name), bytes) };
}

/** Returns undefined for encodings that have characters of more than two bytes, which are only read. */
export function openCodec(name: CodecName): Codec | undefined {
  switch (name) {
    case 'utf_8':
      return utf8;
    case 'utf_8_sig':
      return { ...utf8, decode: decodeUtf8Sig, mark: { bytes: Buffer.from(byteOrderMark), where: 'stream' } };
    case 'utf_16':
      return {
        ...utf16('utf-16'),
        decode: decodeUtf16,
        mark: { bytes: Buffer.from(byteOrderMark, 'utf16le'), where: 'file' },
      };
    case 'utf_16_le':
      return utf16('utf-16-le');
    case 'utf_16_be':
      return utf16('utf-16-be');
    case 'euc_jp':
    case 'gb18030':
    case 'iso2022_jp':
      return undefined;
    default:
      return tableCodec(name);
  }
}

const utf8 = {
  decode: (bytes: Buffer) => strictly('utf-8', bytes),
  encode: (text: string) => Buffer.from(withoutSurrogates(text, 'utf-8')),
};

function strictly(label: string, bytes: Buffer): string {
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

/** Returns a codec for UTF-16, little-endian if the name gives no order. */
function utf16(name: 'utf-16' | 'utf-16-le' | 'utf-16-be'): Codec {
  const inOrder = (bytes: Buffer) => (name === 'utf-16-be' ? Buffer.from(bytes).swap16() : bytes);
  return {
    decode(bytes) {
      if (bytes.length % 2 !== 0) throw new UndecodableText();
      return strictly('utf-16le', inOrder(bytes));
    },
    encode: (text) => inOrder(Buffer.from(withoutSurrogates(text, name), 'utf16le')),
  };
}

/** Decodes UTF-16 after the byte order mark, which Python requires. */
function decodeUtf16(bytes: Buffer): string {
  if (bytes.length === 0) return '';
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark !== 'fffe' && mark !== 'feff') throw new UndecodableText();
  return utf16(mark === 'fffe' ? 'utf-16-le' : 'utf-16-be').decode(bytes.subarray(2));
}
