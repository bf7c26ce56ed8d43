import type { AwsCredentialIdentity } from '@smithy/types';

import { GeneralError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import { parseDateTime, parseTime } from '../python/dateutil.ts';

/**
 * When credentials or a token expire.
 *
 * @returns milliseconds since 1970
 * @throws GeneralError for a text that is not a time with a zone
 */
export function requireExpirationTime(text: string): number {
  const time = parseTime(text);
  if (!Number.isNaN(time)) return time;
  if (text.trim() === '') throw new GeneralError(`String does not contain a date: ${text}`);
  const hint = parseDateTime(text) === undefined ? '' : ' (the time zone is missing, such as Z for UTC)';
  throw new GeneralError(`Unknown string format: ${text}${hint}`);
}

export interface ExpiringCredentials {
  readonly identity: AwsCredentialIdentity;
  /** In milliseconds since 1970; undefined where they never expire. */
  readonly expires: number | undefined;
}

/**
 * Fetches credentials, and once more if they are expired. (botocore's RefreshableCredentials)
 *
 * @throws GeneralError when they are still expired then
 */
export async function fetchUnexpired(
  fetch: () => Promise<ExpiringCredentials>,
  io: Io,
): Promise<AwsCredentialIdentity> {
  return refreshExpired(await fetch(), fetch, io);
}

/** The same for credentials that were fetched earlier. @throws GeneralError */
export async function refreshExpired(
  earlier: ExpiringCredentials,
  fetch: () => Promise<ExpiringCredentials>,
  io: Io,
): Promise<AwsCredentialIdentity> {
  const isExpired = ({ expires }: ExpiringCredentials) => expires !== undefined && expires <= io.now().getTime();
  const last = isExpired(earlier) ? await fetch() : earlier;
  if (isExpired(last)) throw stillExpired();
  const { identity, expires } = last;
  return expires === undefined ? identity : { ...identity, expiration: new Date(expires) };
}

export function stillExpired(): GeneralError {
  return new GeneralError('Credentials were refreshed, but the refreshed credentials are still expired.');
}
