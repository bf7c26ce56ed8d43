import type { Io } from '../io.ts';
import { ProfileNotFound, resolveProfile, textOf } from './chosen-profile.ts';
import { readProfileFiles } from './profiles.ts';
import { timestampFormat } from './timestamp-format.ts';

/**
 * What the AWS CLI finds wrong in the settings files before it looks at the command, whatever the command is. That a
 * profile does not exist is no matter yet.
 *
 * @param byFlag what --profile says
 * @throws GeneralError when a file is malformed, ConfigurationError for a bad format of timestamps
 */
export function checkSettingsFiles(byFlag: string | undefined, io: Io): void {
  try {
    timestampFormat(textOf(resolveProfile(byFlag, io).values, 'cli_timestamp_format'));
  } catch (error) {
    if (!(error instanceof ProfileNotFound)) throw error;
  }
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
