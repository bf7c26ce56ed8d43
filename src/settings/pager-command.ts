import type { Io } from '../platform/io.ts';
import { textOf } from './chosen-profile.ts';
import type { Profile } from './profiles.ts';

/** The program that shows a text page by page. */
export interface Pager {
  readonly commandLine: string;
  /** Whether the text is printed without a word about it where the program cannot be started. */
  readonly optional: boolean;
}

/** Results go through AWS_PAGER, cli_pager, PAGER or less, the first that is set. A blank value means no pager. (AWS CLI) */
export function pagerForResults(profile: Profile, { environment }: Io): Pager | undefined {
  const named = environment['AWS_PAGER'] ?? textOf(profile, 'cli_pager') ?? environment['PAGER'];
  return pager(named ?? 'less', named === undefined);
}

/** Help goes through MANPAGER, PAGER or less, the first that is set. A blank value means no pager. (AWS CLI: awscli/help.py) */
export function pagerForHelp({ environment }: Io): Pager | undefined {
  return pager(environment['MANPAGER'] ?? environment['PAGER'] ?? 'less -R', true);
}

function pager(commandLine: string, optional: boolean): Pager | undefined {
  return commandLine.trim() === '' ? undefined : { commandLine, optional };
}
