import type { CodecName } from '../python/codecs/codec-names.ts';
import { openCodec } from '../python/codecs/open-codec.ts';
import { markedEncoding } from './byte-order-mark.ts';

const codecOfMark = { 'utf-8-sig': 'utf_8_sig', 'utf-16': 'utf_16', 'utf-32': 'utf_32' } as const;

/**
 * Decodes JSON. Its encoding follows from the byte order mark or from the zeros in the first four bytes.
 * (Python's `json.detect_encoding`)
 *
 * @throws UndecodableText
 */
export async function textOfJsonBytes(bytes: Buffer): Promise<string> {
  const encoding = markedEncoding(bytes);
  return (await openCodec(encoding === undefined ? unmarkedEncoding(bytes) : codecOfMark[encoding])).decode(bytes);
}

function unmarkedEncoding([first, second, third, fourth]: Buffer): CodecName {
  if (second === undefined || (third !== undefined && fourth === undefined)) return 'utf_8';
  const isPair = third === undefined;
  if (first === 0) return isPair || second !== 0 ? 'utf_16_be' : 'utf_32_be';
  if (second === 0) return isPair || third !== 0 || fourth !== 0 ? 'utf_16_le' : 'utf_32_le';
  return 'utf_8';
}

/**
 * Decodes YAML: as UTF-16 if it has a byte order mark of UTF-16, otherwise as UTF-8. (ruamel.yaml's `Reader`)
 *
 * @throws UndecodableText
 */
export async function textOfYamlBytes(bytes: Buffer): Promise<string> {
  const isMarked = [0xfffe, 0xfeff].includes(bytes.length < 2 ? 0 : bytes.readUInt16BE());
  return (await openCodec(isMarked ? 'utf_16' : 'utf_8')).decode(bytes);
}
