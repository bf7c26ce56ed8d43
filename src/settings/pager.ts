import { EcrError } from '../errors.ts';
import type { Io } from '../io.ts';
import { resolveProfile } from './chosen-profile.ts';
import type { Profile } from './profiles.ts';

/** The pager's command line; undefined where an empty value switches it off. (AWS CLI v2's order) */
export function pagerOf(profile: Profile, { environment }: Io): string | undefined {
  const configured = profile.get('cli_pager');
  return (environment['AWS_PAGER'] ?? (typeof configured === 'string' ? configured : undefined) ?? environment['PAGER'] ?? 'less') || undefined;
}

/** The pager for help, which is shown also where the profile cannot be read. */
export function pagerForHelp(profile: string | undefined, io: Io): string | undefined {
  try {
    return pagerOf(resolveProfile(profile, io).values, io);
  } catch (error) {
    if (error instanceof EcrError) return pagerOf(new Map(), io);
    throw error;
  }
}
