import type { Given } from '../command-line/words.ts';
import type { Io } from '../io.ts';
import { errorFormats } from '../model/options.ts';
import { hasProfileFiles } from './profile-paths.ts';

/**
 * How errors are to be printed: by the option, `AWS_CLI_ERROR_FORMAT` or the profile's `cli_error_format`.
 *
 * @param given the global options, as far as they were understood before the error
 * @returns the format, and what named it where there is no such format
 */
export async function errorFormat(given: Given | undefined, io: Io): Promise<{ readonly format: (typeof errorFormats)[number]; readonly unknown?: string }> {
  const named = given?.get('cli-error-format')?.[0] ?? io.environment['AWS_CLI_ERROR_FORMAT'] ?? (await fromProfile(given, io));
  if (named === undefined) return { format: 'enhanced' };
  const format = errorFormats.find((one) => one === named);
  return format === undefined ? { format: 'enhanced', unknown: named } : { format };
}

async function fromProfile(given: Given | undefined, io: Io): Promise<string | undefined> {
  // Most errors are told on machines without settings files: then there is nothing to load for.
  if (!hasProfileFiles(io)) return undefined;
  const { textOf, valuesIfReadable } = await import('./chosen-profile.ts');
  return textOf(valuesIfReadable(given?.get('profile')?.[0], io), 'cli_error_format');
}
