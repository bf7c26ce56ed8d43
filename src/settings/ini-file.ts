import { GeneralError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import { MalformedIni, parseIni, type ValueLine } from '../python/configparser.ts';

/**
 * Reads a settings file in UTF-8, with or without a byte order mark.
 *
 * @param read reads a value from its lines; a MalformedIni that it throws counts as one of the file
 * @throws GeneralError that names the line and the problem, NodeJS.ErrnoException where the file cannot be read
 */
export function readIniFile<T>(
  path: string,
  io: Io,
  read: (lines: readonly ValueLine[]) => T,
): ReadonlyMap<string, ReadonlyMap<string, T>> {
  const bytes = io.files.read(path);
  try {
    return parseIni(decode(bytes), read);
  } catch (error) {
    if (!(error instanceof MalformedIni)) throw error;
    // The AWS CLI's words, up to the path.
    throw new GeneralError(`Unable to parse config file: ${path}, ${error.message}.`);
  }
}

/** The byte order marks of UTF-16, in which older editors and shells of Windows save files. */
const utf16Marks = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

function decode(bytes: Buffer): string {
  const text = decodeUtf8(bytes);
  if (text !== undefined) return text;
  const isUtf16 = utf16Marks.some((mark) => mark.equals(bytes.subarray(0, mark.length)));
  if (isUtf16) throw new MalformedIni(1, 'the file is in UTF-16, save it as UTF-8');
  throw new MalformedIni(firstUndecodableLine(bytes), 'invalid UTF-8');
}

function firstUndecodableLine(bytes: Buffer): number {
  const lineFeed = 0x0a;
  let number = 1;
  for (let start = 0; ; number++) {
    const end = bytes.indexOf(lineFeed, start);
    if (end < 0 || decodeUtf8(bytes.subarray(start, end)) === undefined) return number;
    start = end + 1;
  }
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
