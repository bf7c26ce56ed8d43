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
