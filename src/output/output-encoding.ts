import type { Io } from '../platform/io.ts';

/** The AWS CLI's variable for the encoding of results and errors. All other output is in UTF-8. */
export const outputEncodingVariable = 'AWS_CLI_OUTPUT_ENCODING';

/** Returns whether an encoding is set. The codecs are loaded only then. */
export function hasOutputEncoding({ environment }: Io): boolean {
  return environment[outputEncodingVariable] !== undefined;
}

/** @throws GeneralError for an unknown encoding */
export async function checkOutputEncoding(io: Io): Promise<void> {
  if (hasOutputEncoding(io)) (await import('./encoded-streams.ts')).requireOutputCodec(io);
}

/**
 * Writes the text of an error to stderr.
 *
 * @throws GeneralError if the encoding lacks a character, after the text is written with the character escaped
 */
export async function writeErrorText(text: string, io: Io): Promise<void> {
  if (hasOutputEncoding(io)) await (await import('./encoded-streams.ts')).writeEncodedError(text, io);
  else await io.stderr.write(text);
}
