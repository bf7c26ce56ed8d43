import type { Io } from '../platform/io.ts';
import { textOf } from './chosen-profile.ts';
import type { Profile } from './profiles.ts';

/** The pager's command line; undefined where an empty value switches it off. (AWS CLI v2's order) */
export function pagerOf(profile: Profile, { environment }: Io): string | undefined {
  return (environment['AWS_PAGER'] ?? textOf(profile, 'cli_pager') ?? environment['PAGER'] ?? 'less') || undefined;
}
