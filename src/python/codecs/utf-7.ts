import { UndecodableText, type Codec } from './codec.ts';

/** Python's UTF-7 codec. (RFC 2152; CPython's `Objects/unicodeobject.c`) */
export const utf7: Codec = { decode, encode };

/** The alphabet of Base64. UTF-7 uses it without padding. */
const base64 = 'A-Za-z0-9+/';

/** The characters that are written unchanged: ASCII except for control characters, `\`, `~` and `+`. */
const direct = '\\t\\n\\r !-*,-[\\]-}';

function decode(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  if (/[^\0-\x7f]/.test(text)) throw new UndecodableText();
  const section = new RegExp(`\\+([${base64}]*)(-?)`, 'g');
  return text.replace(section, (all: string, digits: string, end: string, start: number) => {
    const isLast = start + all.length === text.length;
    if (digits === '' && end === '' && !isLast) throw new UndecodableText();
    if (digits === '') return end === '' ? '' : '+';
    const decoded = sectionText(digits);
    if (isLast && end === '' && /[\ud800-\udbff]$/.test(decoded)) throw new UndecodableText();
    return decoded;
  });
}

/** @throws UndecodableText when the section ends inside a character or its padding is not zero */
function sectionText(digits: string): string {
  const spareBits = (digits.length * 6) % 16;
  const last = Buffer.from(`${digits.slice(-1)}A`, 'base64').readUInt8() >> 2;
  if (spareBits >= 6 || last % 2 ** spareBits !== 0) throw new UndecodableText();
  const bytes = Buffer.from(digits, 'base64');
  return bytes
    .subarray(0, bytes.length & ~1)
    .swap16()
    .toString('utf16le');
}

function encode(text: string): Buffer {
  const run = new RegExp(`\\+|[^+${direct}][^${direct}]*`, 'g');
  const ends = new RegExp(`[${base64}-]`);
  const encoded = text.replace(run, (characters: string, start: number) => {
    if (characters === '+') return '+-';
    const digits = Buffer.from(characters, 'utf16le').swap16().toString('base64').replaceAll('=', '');
    const next = text.charAt(start + characters.length);
    return `+${digits}${next === '' || ends.test(next) ? '-' : ''}`;
  });
  return Buffer.from(encoded, 'latin1');
}
