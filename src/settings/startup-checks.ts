import { GeneralError } from '../model/errors.ts';
import type { OptionWords } from '../model/option-values.ts';
import { binaryFormats } from '../model/options.ts';
import type { Io } from '../platform/io.ts';
import { ProfileNotFound, resolveProfile, textOf } from './chosen-profile.ts';
import { instanceMetadataSettings } from './instance-metadata-settings.ts';
import { profilePaths } from './profile-paths.ts';
import { readProfileFiles } from './profiles.ts';
import { timestampFormat } from './settings.ts';

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

/** Without this key the AWS CLI loads no plugins either. (awscli/plugin.py) */
const switchKey = 'cli_legacy_plugin_path';

/**
 * Warns of plugins in the section `[plugins]`: Python modules, which the AWS CLI loads at its start. A run goes on
 * without them.
 *
 * @throws GeneralError when a settings file is malformed
 */
export async function warnOfPlugins(io: Io): Promise<void> {
  const { plugins } = readProfileFiles(io);
  if (plugins?.has(switchKey) !== true) return;
  const modules = [...plugins].flatMap(([key, value]) =>
    key === switchKey ? [] : [typeof value === 'string' && value !== '' ? value : key],
  );
  if (modules.length === 0) return;
  const [what, reason] =
    modules.length === 1 ? ['plugin', 'it is a Python module'] : ['plugins', 'they are Python modules'];
  const path = profilePaths(io).config ?? '';
  await io.stderr.write(
    `warning: ecr cannot load the ${what} ${modules.join(', ')} of [plugins] in ${path}: ${reason} for the AWS CLI.\n`,
  );
}
