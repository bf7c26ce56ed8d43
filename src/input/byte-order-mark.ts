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
