import type { OptionWords } from '../model/option-values.ts';
import { GeneralError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import { binaryFormats } from '../model/options.ts';
import { ProfileNotFound, resolveProfile, textOf } from './chosen-profile.ts';
import { instanceMetadataSettings } from './instance-metadata-settings.ts';
import { warnOfPlugins } from './plugins.ts';
import { timestampFormat } from './timestamp-format.ts';

/**
 * Checks the settings that the AWS CLI checks before it reads the command, and warns of plugins and a history. A profile that does
 * not exist is an error only later, for commands that use it.
 *
 * @param globals the global options
 * @throws GeneralError when a file is malformed, for a bad format of binary values, or where the settings for the
 *   metadata service of an instance are wrong; ConfigurationError for a bad format of timestamps
 */
export async function checkSettings(globals: OptionWords, io: Io): Promise<void> {
  await warnOfPlugins(io);
  try {
    const profile = resolveProfile(globals.get('profile')?.[0], io);
    const { values } = profile;
    if (textOf(values, 'cli_history') === 'enabled') await warnOfHistory(io);
    timestampFormat(textOf(values, 'cli_timestamp_format'));
    if (!globals.has('cli-binary-format')) requireBinaryFormat(textOf(values, 'cli_binary_format'));
    instanceMetadataSettings(profile, io);
  } catch (error) {
    if (!(error instanceof ProfileNotFound)) throw error;
  }
}

/** The AWS CLI writes every call to a database for `aws history`. */
async function warnOfHistory(io: Io): Promise<void> {
  await io.stderr.write('warning: cli_history = enabled has no effect: ecr keeps no history of calls.\n');
}

/** No operation here has binary values, but the AWS CLI refuses an unknown format in every run. */
function requireBinaryFormat(text: string | undefined): void {
  if (text === undefined || binaryFormats.some((format) => format === text)) return;
  throw new GeneralError(`Unknown cli_binary_format: '${text}'. It is one of: ${binaryFormats.join(', ')}.`);
}
