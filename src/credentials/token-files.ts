import { GeneralError } from '../model/errors.ts';
import { isSystemError, type Io } from '../platform/io.ts';
import { parseJson, writeJson } from '../python/json.ts';
import { systemErrorText } from '../python/os-error.ts';
import type { Value, ValueMap } from '../model/values.ts';

/** Reads the token from a file that another program maintains. @throws GeneralError where it cannot be read */
export function readTokenFile(file: string, io: Io): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(io.files.read(file));
  } catch (error) {
    if (error instanceof TypeError) throw new GeneralError(`The token in ${file} is not valid UTF-8.`);
    throw isSystemError(error) ? new GeneralError(systemErrorText(error, file)) : error;
  }
}

/**
 * Writes a cache file that the next run may use, even one of the AWS CLI.
 *
 * @returns why the file could not be written, which is no reason to fail; undefined where it was written
 */
export async function writeCache(file: string | undefined, content: ValueMap, io: Io): Promise<string | undefined> {
  if (file === undefined) return 'there is no home folder';
  try {
    await io.files.writePrivate(file, writeJson(content, 'inline'));
    return undefined;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return systemErrorText(error, file);
  }
}

/**
 * Reads a cache file.
 *
 * @returns undefined where there is no such file, or it is unreadable or not JSON
 */
export function readCache(file: string | undefined, io: Io): Value | undefined {
  if (file === undefined) return undefined;
  try {
    return parseJson(io.files.read(file).toString('utf8'));
  } catch (error) {
    if (isSystemError(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A time in the format of those files, to the second. */
export function writtenTime(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}
