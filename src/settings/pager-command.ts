import { isWindows, type Io } from '../platform/io.ts';
import { textOf } from './chosen-profile.ts';
import type { Profile } from './profiles.ts';

/** The program that shows a text page by page. */
export interface Pager {
  readonly commandLine: string;
  /** Whether the text is printed without an error if the program cannot be started. */
  readonly optional: boolean;
}

/**
 * Returns the pager for results: AWS_PAGER, cli_pager, PAGER or the default, the first that is set. A blank value means
 * no pager. (AWS CLI)
 */
export function pagerForResults(profile: Profile, { environment, runtime }: Io): Pager | undefined {
  const named = environment['AWS_PAGER'] ?? textOf(profile, 'cli_pager') ?? environment['PAGER'];
  return pager(named ?? (isWindows(runtime) ? 'more' : 'less'), named === undefined);
}

/**
 * Returns the pager for help: MANPAGER, PAGER or the default, the first that is set. A blank value means no pager. (AWS
 * CLI: awscli/help.py)
 */
export function pagerForHelp({ environment, runtime }: Io): Pager | undefined {
  return pager(environment['MANPAGER'] ?? environment['PAGER'] ?? (isWindows(runtime) ? 'more' : 'less -R'), true);
}

function pager(commandLine: string, optional: boolean): Pager | undefined {
  return commandLine.trim() === '' ? undefined : { commandLine, optional };
}
