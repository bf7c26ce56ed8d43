import { GeneralError } from '../model/errors.ts';
import { isSystemError, type Io } from '../platform/io.ts';
import { writeJson } from '../python/json.ts';
import { systemErrorText } from '../python/os-error.ts';
import type { ValueMap } from '../model/values.ts';

/** The token in a file that somebody else has put there. @throws GeneralError where it cannot be read */
export function readTokenFile(file: string, io: Io): string {
  try {
    return io.files.read(file).toString('utf8');
  } catch (error) {
    throw isSystemError(error) ? new GeneralError(systemErrorText(error, file)) : error;
  }
}

/** Keeps what the next run may use, also of the AWS CLI, in a file of its own. That it cannot be kept is no reason to fail. */
export async function keepForLater(file: string, content: ValueMap, io: Io): Promise<void> {
  try {
    await io.files.writePrivate(file, writeJson(content, 'inline'));
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/** A time as those files have it, to the second. */
export function writtenTime(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}
