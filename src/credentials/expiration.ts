import type { AwsCredentialIdentity } from '@smithy/types';

import { GeneralError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';

/**
 * When credentials or a token in a cache file are over; NaN where it is no date. The AWS CLI writes the zone as `UTC`.
 *
 * @returns milliseconds since 1970
 */
export function expirationTime(written: string): number {
  return Date.parse(written.endsWith('UTC') ? `${written.slice(0, -'UTC'.length).trimEnd()}Z` : written);
}

/** The same where it has to be a date. @throws GeneralError */
export function requireExpirationTime(written: string): number {
  const time = expirationTime(written);
  if (Number.isNaN(time)) throw new GeneralError(`Unknown string format: ${written}`);
  return time;
}

export interface Lasting {
  readonly identity: AwsCredentialIdentity;
  /** In milliseconds since 1970; undefined where they do not end. */
  readonly expires: number | undefined;
}

/**
 * Fetches credentials, and once more where they are over already. (botocore's RefreshableCredentials)
 *
 * @throws GeneralError when they are over then, too
 */
export async function fetchLasting(fetch: () => Promise<Lasting>, io: Io): Promise<AwsCredentialIdentity> {
  const isOver = ({ expires }: Lasting) => expires !== undefined && expires <= io.now().getTime();
  const first = await fetch();
  const last = isOver(first) ? await fetch() : first;
  if (isOver(last)) throw stillOver();
  return last.identity;
}

export function stillOver(): GeneralError {
  return new GeneralError('Credentials were refreshed, but the refreshed credentials are still expired.');
}
