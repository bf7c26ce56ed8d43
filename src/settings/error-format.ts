import type { OptionWords } from '../model/option-values.ts';
import { EcrError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import { errorFormats } from '../model/options.ts';
import { hasProfileFiles } from './profile-paths.ts';

/**
 * How errors are to be printed: by the option, `AWS_CLI_ERROR_FORMAT` or the profile's `cli_error_format`; in the older
 * way where the profile does not exist. (AWS CLI behaviour)
 *
 * @param given the global options, as far as they were understood before the error
 * @param checked whether they were found fit; before that the AWS CLI does not know of --profile
 * @returns the format, and what named it where there is no such format
 */
export async function errorFormat(
  given: OptionWords | undefined,
  checked: boolean,
  io: Io,
): Promise<{ readonly format: (typeof errorFormats)[number]; readonly unknown?: string }> {
  const named =
    given?.get('cli-error-format')?.[0] ??
    io.environment['AWS_CLI_ERROR_FORMAT'] ??
    (await fromProfile(checked ? given?.get('profile')?.[0] : undefined, io));
  if (named === undefined) return { format: 'enhanced' };
  const format = errorFormats.find((one) => one === named);
  if (format !== undefined) return { format };
  return named === '' ? { format: 'enhanced' } : { format: 'enhanced', unknown: named };
}

async function fromProfile(byFlag: string | undefined, io: Io): Promise<string | undefined> {
  // Most errors are told on machines without settings files: then there is nothing to load for.
  const isNamed = byFlag ?? io.environment['AWS_PROFILE'] ?? io.environment['AWS_DEFAULT_PROFILE'];
  if (isNamed === undefined && !hasProfileFiles(io)) return undefined;
  const { ProfileNotFound, resolveProfile, textOf } = await import('./chosen-profile.ts');
  try {
    return textOf(resolveProfile(byFlag, io).values, 'cli_error_format');
  } catch (error) {
    if (error instanceof ProfileNotFound) return 'legacy';
    // The file may be what the whole run is about; it is told elsewhere.
    if (error instanceof EcrError) return undefined;
    throw error;
  }
}
