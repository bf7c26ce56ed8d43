import type { OptionWords } from '../model/option-values.ts';
import { EcrError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import { errorFormats } from '../model/options.ts';
import { hasProfileFiles } from './profile-paths.ts';

export interface ErrorFormatSetting {
  readonly format: (typeof errorFormats)[number];
  /** A line that comes before the error; empty where the setting names a format. */
  readonly notice: string;
}

/**
 * The format of errors, from the option, `AWS_CLI_ERROR_FORMAT` or the profile's `cli_error_format`; `legacy` where the
 * profile does not exist. (AWS CLI behavior)
 *
 * @param globals the global options; undefined where the error is in one of them
 */
export async function errorFormat(globals: OptionWords | undefined, io: Io): Promise<ErrorFormatSetting> {
  const name =
    globals?.get('cli-error-format')?.[0] ??
    io.environment['AWS_CLI_ERROR_FORMAT'] ??
    (await fromProfile(globals?.get('profile')?.[0], io));
  const format = errorFormats.find((one) => one === name);
  if (format !== undefined) return { format, notice: '' };
  // The AWS CLI prints this only while it reads the global options.
  const isNoted = globals === undefined && Boolean(name);
  return {
    format: 'enhanced',
    notice: isNoted ? `Invalid cli_error_format: '${name ?? ''}'. Using 'enhanced' format.\n` : '',
  };
}

async function fromProfile(byFlag: string | undefined, io: Io): Promise<string | undefined> {
  const named = byFlag ?? io.environment['AWS_PROFILE'] ?? io.environment['AWS_DEFAULT_PROFILE'];
  if (named === undefined && !hasProfileFiles(io)) return undefined;
  const { ProfileNotFound, resolveProfile, textOf } = await import('./chosen-profile.ts');
  try {
    return textOf(resolveProfile(byFlag, io).values, 'cli_error_format');
  } catch (error) {
    if (error instanceof ProfileNotFound) return 'legacy';
    // The run itself reports a malformed file.
    if (error instanceof EcrError) return undefined;
    throw error;
  }
}
