import { ParameterError } from '../model/errors.ts';
import { isSystemError, type Io } from '../platform/io.ts';
import { expandHome, expandVariables } from '../python/expand-path.ts';
import { systemErrorText } from '../python/os-error.ts';
import { decodeText, UndecodableText } from './text-encoding.ts';

/**
 * What an option's value stands for: the content of a file where it starts with `file://` (text) or `fileb://`
 * (bytes), else itself.
 *
 * @param option with its dashes, for messages
 * @throws ParameterError when the file cannot be read
 */
export function resolveParameterFile(option: string, value: string, io: Io): string | Buffer {
  const scheme = ['file://', 'fileb://'].find((one) => value.startsWith(one));
  if (scheme === undefined) return value;
  const path = expandVariables(expandHome(value.slice(scheme.length), io), io);
  const fail = (reason: string) => new ParameterError(`Error parsing parameter '${option}': ${reason}`);
  try {
    const bytes = io.files.read(path);
    return scheme === 'fileb://' ? bytes : decodeText(bytes, io);
  } catch (error) {
    if (error instanceof UndecodableText) {
      throw fail(
        `Unable to load paramfile (${path}), text contents could not be decoded.  ` +
          'If this is a binary file, please use the fileb:// prefix instead of the file:// prefix.',
      );
    }
    if (!isSystemError(error)) throw error;
    throw fail(`Unable to load paramfile ${value}: ${systemErrorText(error, path)}`);
  }
}
