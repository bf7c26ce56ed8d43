import { createHash } from 'node:crypto';

import type { AwsCredentialIdentity } from '@smithy/types';

import type { Io } from '../platform/io.ts';
import { parseTime } from '../python/dateutil.ts';
import { inHome } from '../python/expand-path.ts';
import { writeAsciiJson } from '../python/json.ts';
import { isMap, type ValueMap } from '../model/values.ts';
import { keepForLater, readKept, writtenTime } from './token-files.ts';

/** Credentials with less time left than this are fetched again, in milliseconds (botocore). */
const leastTimeLeft = 15 * 60 * 1000;

/** The session name that botocore generates where neither the profile nor the environment sets one. */
export function defaultSessionName(io: Io): string {
  return `botocore-session-${String(Math.floor(io.now().getTime() / 1000))}`;
}

/**
 * The file in which the AWS CLI v2 keeps the credentials of a role. Its name is the SHA-1 of the parameters in Python's
 * JSON, sorted, without a session name that the profile does not set.
 *
 * @param layout SSO roles are written without spaces
 * @returns undefined where there is no home folder, and with ECR_ROLE_CACHE=off, so that keys of ecr-local do not get
 *   into the cache and real ones do not get to ecr-local
 */
export function roleCacheFile(
  parameters: ValueMap,
  io: Io,
  layout: 'inline' | 'compact' = 'inline',
): string | undefined {
  if (io.environment['ECR_ROLE_CACHE'] === 'off') return undefined;
  const sorted = Object.fromEntries(Object.entries(parameters).sort(([one], [other]) => (one < other ? -1 : 1)));
  const name = createHash('sha1').update(writeAsciiJson(sorted, layout)).digest('hex');
  return inHome(`.aws/cli/cache/${name}.json`, io);
}

/**
 * Credentials from a cache file, else from `fetch`, which the file then keeps.
 *
 * @param file undefined for no cache
 * @param more members of the file besides the credentials
 */
export async function throughRoleCache(
  file: string | undefined,
  io: Io,
  fetch: () => Promise<AwsCredentialIdentity>,
  more: ValueMap = {},
): Promise<AwsCredentialIdentity> {
  const cached = readRoleCache(file, io);
  if (cached !== undefined) return cached;
  const credentials = await fetch();
  await writeRoleCache(file, credentials, more, io);
  return credentials;
}

/** The credentials in a cache file; undefined where there are none or they expire soon. */
function readRoleCache(file: string | undefined, io: Io): AwsCredentialIdentity | undefined {
  const content = readKept(file, io);
  const credentials = isMap(content) ? content['Credentials'] : undefined;
  if (!isMap(credentials)) return undefined;
  const {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: expiration,
  } = credentials;
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string' || typeof expiration !== 'string')
    return undefined;
  const end = parseTime(expiration);
  if (!(end - io.now().getTime() >= leastTimeLeft)) return undefined;
  return {
    accessKeyId,
    secretAccessKey,
    ...(typeof sessionToken === 'string' ? { sessionToken } : {}),
    expiration: new Date(end),
  };
}

/** Keeps credentials for the next run if they have a time of expiry. */
async function writeRoleCache(
  file: string | undefined,
  { accessKeyId, secretAccessKey, sessionToken, expiration, accountId }: AwsCredentialIdentity,
  more: ValueMap,
  io: Io,
): Promise<void> {
  if (expiration === undefined) return;
  const credentials = {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken ?? null,
    Expiration: writtenTime(expiration),
    ...(accountId === undefined ? {} : { AccountId: accountId }),
  };
  await keepForLater(file, { ...more, Credentials: credentials }, io);
}
