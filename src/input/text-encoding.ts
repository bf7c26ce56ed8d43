import { GeneralError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';

/** The bytes are no text in the encoding that was asked for. */
export class UndecodableText extends Error {}

/**
 * The text of a file that a parameter names: UTF-8, or what `AWS_CLI_FILE_ENCODING` says. Line ends become `\n`, a
 * byte order mark stays, as in the AWS CLI.
 *
 * @throws UndecodableText
 * @throws GeneralError for an encoding that does not exist
 */
export function decodeText(bytes: Buffer, { environment }: Io): string {
  return decode(bytes, environment['AWS_CLI_FILE_ENCODING'] || 'utf-8').replace(/\r\n?/g, '\n');
}

function decode(bytes: Buffer, encoding: string): string {
  const label = encoding.toLowerCase().replaceAll('_', '-');
  // For the web these are names of windows-1252; for Python, and so for the AWS CLI, every byte is its code point.
  if (['latin-1', 'latin1', 'l1', 'iso-8859-1', 'iso8859-1', '8859'].includes(label)) return bytes.toString('latin1');
  if (['ascii', 'us-ascii', '646'].includes(label)) {
    if (bytes.some((byte) => byte > 0x7f)) throw new UndecodableText();
    return bytes.toString('latin1');
  }
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(label, { fatal: true, ignoreBOM: label === 'utf-8' || label === 'utf8' });
  } catch {
    throw new GeneralError(`unknown encoding: ${encoding}`);
  }
  try {
    return decoder.decode(bytes);
  } catch {
    throw new UndecodableText();
  }
}
