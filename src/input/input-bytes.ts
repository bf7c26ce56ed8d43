import { openDecoder } from '../python/codecs/open-codec.ts';
import { markedEncoding } from './byte-order-mark.ts';

/**
 * Decodes JSON. Its encoding follows from the byte order mark or from zeros in the first two bytes; UTF-32 is not
 * supported. (Python's `json.detect_encoding`)
 *
 * @throws UndecodableText
 */
export function textOfJsonBytes(bytes: Buffer): string {
  const marked = markedEncoding(bytes);
  if (marked !== undefined) return openDecoder(marked === 'utf-16' ? 'utf_16' : 'utf_8_sig').decode(bytes);
  if (bytes.length < 2) return openDecoder('utf_8').decode(bytes);
  return openDecoder(bytes[0] === 0 ? 'utf_16_be' : bytes[1] === 0 ? 'utf_16_le' : 'utf_8').decode(bytes);
}

/**
 * Decodes YAML: as UTF-16 if it has a byte order mark of UTF-16, otherwise as UTF-8. (ruamel.yaml's `Reader`)
 *
 * @throws UndecodableText
 */
export function textOfYamlBytes(bytes: Buffer): string {
  return openDecoder(markedEncoding(bytes) === 'utf-16' ? 'utf_16' : 'utf_8').decode(bytes);
}
