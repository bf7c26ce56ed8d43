/**
 * The byte order marks that text begins with, and the encodings that read them. That of UTF-32 begins like UTF-16's.
 */
const marks = [
  { bytes: Buffer.from([0xff, 0xfe, 0, 0]), encoding: 'utf-32' },
  { bytes: Buffer.from([0, 0, 0xfe, 0xff]), encoding: 'utf-32' },
  { bytes: Buffer.from([0xff, 0xfe]), encoding: 'utf-16' },
  { bytes: Buffer.from([0xfe, 0xff]), encoding: 'utf-16' },
  { bytes: Buffer.from([0xef, 0xbb, 0xbf]), encoding: 'utf-8-sig' },
] as const;

export type MarkedEncoding = (typeof marks)[number]['encoding'];

/** The encoding of bytes that begin with a byte order mark. */
export function markedEncoding(bytes: Uint8Array): MarkedEncoding | undefined {
  return marks.find((mark) => mark.bytes.equals(bytes.subarray(0, mark.bytes.length)))?.encoding;
}

/** An extension of the message that a file cannot be read: what to do where its byte order mark is the reason. */
export function byteOrderMarkHint(encoding: MarkedEncoding | undefined): string {
  if (encoding === undefined) return '';
  return ` The text starts with a byte order mark: set AWS_CLI_FILE_ENCODING=${encoding}, or save the text as UTF-8 without one.`;
}
