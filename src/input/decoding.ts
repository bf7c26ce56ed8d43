import { GeneralError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import { codecNamed } from '../python/codecs/codec-names.ts';
import { openDecoder } from '../python/codecs/open-codec.ts';

/**
 * Decodes a file or standard input, as UTF-8 or in the encoding of AWS_CLI_FILE_ENCODING. Line breaks become
 * `\n`, and the byte order mark of UTF-8 stays, as in the AWS CLI.
 *
 * @throws UndecodableText when the bytes are not text in the encoding
 * @throws GeneralError for an unknown encoding
 */
export function fileText(bytes: Buffer, { environment }: Io): string {
  const encoding = environment['AWS_CLI_FILE_ENCODING'] ?? 'utf-8';
  const name = codecNamed(encoding);
  if (name === undefined) throw new GeneralError(`unknown encoding: ${encoding}`);
  return openDecoder(name).decode(bytes).replace(/\r\n?/g, '\n');
}

/** Byte order marks, each with its encoding. */
const marks = [
  { bytes: Buffer.from([0xff, 0xfe]), encoding: 'utf-16' },
  { bytes: Buffer.from([0xfe, 0xff]), encoding: 'utf-16' },
  { bytes: Buffer.from([0xef, 0xbb, 0xbf]), encoding: 'utf-8-sig' },
] as const;

export type MarkedEncoding = (typeof marks)[number]['encoding'];

/** Returns the encoding of bytes that begin with a byte order mark; undefined for any others. */
export function markedEncoding(bytes: Uint8Array): MarkedEncoding | undefined {
  return marks.find((mark) => mark.bytes.equals(bytes.subarray(0, mark.bytes.length)))?.encoding;
}

/** An extension: returns advice for a text that cannot be read because of its byte order mark. */
export function byteOrderMarkHint(encoding: MarkedEncoding | undefined): string {
  if (encoding === undefined) return '';
  return ` The text starts with a byte order mark: set AWS_CLI_FILE_ENCODING=${encoding}, or save the text as UTF-8 without one.`;
}

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
