import type { Io } from '../platform/io.ts';
import type { EncodedResult } from './encoded-streams.ts';

/** Returns the encoding of results and errors, if one is set. All other output is in UTF-8. (AWS CLI) */
function outputEncoding({ environment }: Io): string | undefined {
  return environment['AWS_CLI_OUTPUT_ENCODING'];
}

/** @throws GeneralError for an unknown encoding */
export async function checkOutputEncoding(io: Io): Promise<void> {
  const encoding = outputEncoding(io);
  if (encoding !== undefined) (await import('./encoded-streams.ts')).requireOutputCodec(encoding);
}

/**
 * Returns a function that encodes the results of a run one by one, or undefined if no encoding is set.
 *
 * @param format the output format
 * @throws GeneralError for an unknown encoding
 */
export async function resultEncoder(format: string, io: Io): Promise<((text: string) => EncodedResult) | undefined> {
  const encoding = outputEncoding(io);
  if (encoding === undefined) return undefined;
  return (await import('./encoded-streams.ts')).encoderOfResults(encoding, format, io.stdout);
}

/**
 * Writes the text of an error to stderr.
 *
 * @throws GeneralError if the encoding lacks a character, after the text is written with the character escaped
 */
export async function writeErrorText(text: string, io: Io): Promise<void> {
  const encoding = outputEncoding(io);
  if (encoding === undefined) await io.stderr.write(text);
  else await (await import('./encoded-streams.ts')).writeEncodedError(encoding, text, io.stderr);
}
