import { GeneralError } from '../model/errors.ts';
import type { OutputStream } from '../platform/io.ts';
import { codecNamed } from '../python/codecs/codec-names.ts';
import { type Codec, UnencodableText } from '../python/codecs/codec.ts';
import { openCodec } from '../python/codecs/open-codec.ts';
import { escapedCharacter } from '../python/strings.ts';

/** @throws GeneralError with the AWS CLI's message for an unknown encoding */
export function requireOutputCodec(encoding: string): Codec {
  const name = codecNamed(encoding);
  const codec = name === undefined ? undefined : openCodec(name);
  if (codec !== undefined) return codec;
  throw new GeneralError(`Unknown codec \`${encoding}\` specified for AWS_CLI_OUTPUT_ENCODING.`);
}

/** A result, encoded up to the first piece that cannot be encoded. */
export interface EncodedResult {
  readonly bytes: Buffer;
  /** The error for the rest. */
  readonly problem?: GeneralError;
}

/**
 * Returns a function that encodes results. Output ends before the first piece with a character that the encoding lacks,
 * as in the AWS CLI.
 *
 * @param format the output format, which determines the pieces
 * @throws GeneralError for an unknown encoding
 */
export function encoderOfResults(
  encoding: string,
  format: string,
  stdout: OutputStream,
): (text: string) => EncodedResult {
  const codec = requireOutputCodec(encoding);
  let mark = markOf(codec, stdout);
  return (text) => {
    const encoded: Buffer[] = [];
    for (const piece of piecesOf(text, format)) {
      if (piece === '') continue;
      try {
        encoded.push(mark, codec.encode(piece));
        mark = Buffer.alloc(0);
      } catch (error) {
        if (!(error instanceof UnencodableText)) throw error;
        return { bytes: Buffer.concat(encoded), problem: unencodable(error, piece) };
      }
    }
    return { bytes: Buffer.concat(encoded) };
  };
}

/**
 * Writes the text of an error to stderr.
 *
 * @throws GeneralError if the encoding lacks a character, after the text is written with the character escaped
 */
export async function writeEncodedError(encoding: string, text: string, stderr: OutputStream): Promise<void> {
  const name = codecNamed(encoding);
  const codec = name === undefined ? undefined : openCodec(name);
  // The encoding itself may be the error.
  if (codec === undefined) return stderr.write(text);
  const mark = markOf(codec, stderr);
  try {
    await stderr.write(Buffer.concat([mark, codec.encode(text)]));
  } catch (error) {
    if (!(error instanceof UnencodableText)) throw error;
    await stderr.write(Buffer.concat([mark, codec.encode(escaped(text, codec))]));
    // The AWS CLI writes the text after the line break of the prefix as one piece.
    throw unencodable(error, text, text.lastIndexOf('\necr: ', error.start) + 1);
  }
}

/** Returns the byte order mark for a stream. For UTF-16, Python writes none to pipes and terminals. */
function markOf({ mark }: Codec, stream: OutputStream): Buffer {
  return mark !== undefined && (mark.where === 'stream' || stream.isEmptyFile) ? mark.bytes : Buffer.alloc(0);
}

/** Escapes the characters of a text that the codec lacks. */
function escaped(text: string, codec: Codec): string {
  try {
    codec.encode(text);
    return text;
  } catch (error) {
    if (!(error instanceof UnencodableText)) throw error;
    const end = error.start + error.characters.length;
    return (
      text.slice(0, error.start) +
      Array.from(error.characters, escapedCharacter).join('') +
      escaped(text.slice(end), codec)
    );
  }
}

/** Returns an error with Python's message. The position in it is relative to a piece of the text. */
function unencodable(error: UnencodableText, text: string, pieceStart = 0): GeneralError {
  const { codec, characters, reason } = error;
  const start = Array.from(text.slice(pieceStart, error.start)).length;
  const { length } = Array.from(characters);
  const what =
    length === 1
      ? `character '${escapedCharacter(characters)}' in position ${String(start)}`
      : `characters in position ${String(start)}-${String(start + length - 1)}`;
  return new GeneralError(`'${codec}' codec can't encode ${what}: ${reason}`);
}

/**
 * Returns the pieces in which the AWS CLI writes a result. If a piece cannot be encoded, the pieces before it are still
 * written, and the error gives a position in the piece. The formats return whole texts, because only this rare error
 * needs the pieces.
 *
 * @param format the output format
 */
export function piecesOf(text: string, format: string): readonly string[] {
  switch (format) {
    case 'json':
      return jsonPieces(text);
    case 'text':
      return text.split(/(\n)/);
    case 'table':
      return text.split(/(?<=\n)/);
    default:
      return [text];
  }
}

const jsonString = '"(?:[^"\\\\]|\\\\.)*"';

/**
 * Splits JSON into pieces. Every string is a piece, in a list with the separator before it. (Python's `json.encoder`)
 */
function jsonPieces(text: string): readonly string[] {
  const separator = `[[,]\\n *(?=${jsonString}(?!:))`;
  return text.split(new RegExp(`((?:${separator})?${jsonString})`));
}
