import type { OptionWords } from '../model/option-values.ts';
import { GeneralError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import { binaryFormats } from '../model/options.ts';
import { ProfileNotFound, resolveProfile, textOf } from './chosen-profile.ts';
import { instanceMetadataSettings } from './instance-metadata-settings.ts';
import { readProfileFiles } from './profiles.ts';
import { timestampFormat } from './timestamp-format.ts';

/**
 * What the AWS CLI finds wrong in the settings before it looks at the command, whatever the command is. That a profile
 * does not exist is no matter yet.
 *
 * @param given the global options
 * @throws GeneralError when a file is malformed, for a bad format of binary values, or where the settings for the metadata
 *   service of an instance are wrong; ConfigurationError for a bad format of timestamps
 */
export function checkSettings(given: OptionWords, io: Io): void {
  try {
    const profile = resolveProfile(given.get('profile')?.[0], io);
    const { values } = profile;
    timestampFormat(textOf(values, 'cli_timestamp_format'));
    if (!given.has('cli-binary-format')) requireBinaryFormat(textOf(values, 'cli_binary_format'));
    instanceMetadataSettings(profile, io);
  } catch (error) {
    if (!(error instanceof ProfileNotFound)) throw error;
  }
}

/** No operation here has binary values, but the AWS CLI goes no further with a wrong format of them. */
function requireBinaryFormat(text: string | undefined): void {
  if (text === undefined || binaryFormats.some((format) => format === text)) return;
  throw new GeneralError(`Unknown cli_binary_format: '${text}'. It is one of: ${binaryFormats.join(', ')}.`);
}

/**
 * The first of two problems, as the AWS CLI meets them: it reads the settings files before the command line.
 *
 * @param problem what is wrong with the command line
 */
export function firstProblem(problem: unknown, io: Io): unknown {
  try {
    readProfileFiles(io);
    return problem;
  } catch (error) {
    return error;
  }
}
