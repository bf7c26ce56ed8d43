import { ParameterError } from '../model/errors.ts';
import { type Io, isSystemError } from '../platform/io.ts';
import { UndecodableText } from '../python/codecs/codec.ts';
import { expandHome, expandVariables } from '../python/expand-path.ts';
import { systemErrorText } from '../python/os-error.ts';
import { byteOrderMarkHint, fileText, markedEncoding } from './decoding.ts';

/**
 * Reads the file that an option's value names: text where the value starts with `file://`, bytes where it starts with
 * `fileb://`. Any other value is returned as it is.
 *
 * @param option with its dashes, for messages
 * @param content whether the option may have binary content, for messages
 * @throws ParameterError when the file cannot be read
 * @throws GeneralError for an unknown encoding
 */
export function readParameterFile(
  option: string,
  value: string,
  io: Io,
  content: 'any' | 'text only' = 'any',
): string | Buffer {
  const scheme = ['file://', 'fileb://'].find((one) => value.startsWith(one));
  if (scheme === undefined) return value;
  const path = expandVariables(expandHome(value.slice(scheme.length), io), io);
  let bytes: Buffer;
  try {
    bytes = io.files.read(path, maxInput);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw parameterError(option, `Unable to load paramfile ${value}: ${systemErrorText(error, path)}`);
  }
  requireInputSize(option, `paramfile ${value}`, bytes);
  if (scheme === 'fileb://') return bytes;
  const hint = content === 'any' ? binaryFileHint : byteOrderMarkHint(markedEncoding(bytes));
  return parameterText(option, `paramfile (${path})`, bytes, hint, io);
}

/**
 * Reads the whole of standard input as text.
 *
 * @param option with its dashes, for messages
 * @throws ParameterError when standard input cannot be read
 * @throws GeneralError for an unknown encoding
 */
export async function readStandardInput(option: string, io: Io): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await io.stdin.read(maxInput);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw parameterError(option, `Unable to read standard input: ${systemErrorText(error, undefined)}`);
  }
  requireInputSize(option, 'standard input', bytes);
  return parameterText(option, 'standard input', bytes, byteOrderMarkHint(markedEncoding(bytes)), io);
}

/** The maximum size of an input, in bytes: far above any real one, and small enough to parse. */
const maxInput = 16 * 1024 * 1024;

function requireInputSize(option: string, source: string, { length }: Buffer): void {
  if (length > maxInput) throw parameterError(option, `Unable to load ${source}: it is larger than 16 MB`);
}

/** The AWS CLI's message has two spaces here. */
const binaryFileHint = '  If this is a binary file, please use the fileb:// prefix instead of the file:// prefix.';

/** @param hint the end of the message if the bytes cannot be decoded */
function parameterText(option: string, source: string, bytes: Buffer, hint: string, io: Io): string {
  try {
    return fileText(bytes, io);
  } catch (error) {
    if (!(error instanceof UndecodableText)) throw error;
    throw parameterError(option, `Unable to load ${source}, text contents could not be decoded.${hint}`);
  }
}

/** @param option with its dashes, where the AWS CLI has them */
export function parameterError(option: string, problem: string): ParameterError {
  return new ParameterError(`Error parsing parameter '${option}': ${problem}`);
}

/** Returns how messages name the source of a text: its file or standard input; undefined for the value itself. */
export function sourceName(value: string): string | undefined {
  return value === '-' ? 'standard input' : /^fileb?:\/\/(.*)$/s.exec(value)?.[1];
}

/** An extension: returns advice for a value that is the name of a file, which needs not exist. */
export function schemeHint(value: string, io: Io): string | undefined {
  const path = value.replace(/^file:\/?(?!\/)/, '');
  if (!io.files.isFile(value) && !/^(?:[A-Za-z]:)?[^\n:{["']+\.(?:json|ya?ml)$/i.test(path)) return undefined;
  return `To read the file ${path}, use file://${path}`;
}
