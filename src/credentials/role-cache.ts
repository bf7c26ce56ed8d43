import { createHash } from 'node:crypto';

import type { AwsCredentialIdentity } from '@smithy/types';

import { isSystemError, type Io } from '../platform/io.ts';
import { parseJson, writeJson } from '../python/json.ts';
import { isMap, type Value, type ValueMap } from '../model/values.ts';
import { expirationTime } from './expiration.ts';
import { keepForLater, writtenTime } from './token-files.ts';

/** Credentials with less time left than this are fetched anew, in milliseconds (botocore). */
const leastTimeLeft = 15 * 60 * 1000;

/** The session name that botocore makes up where a profile has none. */
export function madeUpSessionName(io: Io): string {
  return `botocore-session-${String(Math.floor(io.now().getTime() / 1000))}`;
}

/**
 * The file in which the AWS CLI v2 keeps the credentials of a role: the name is the SHA-1 of what the role is asked for by
 * as Python writes it, sorted, without a session name that was made up.
 *
 * @param layout SSO roles are written without spaces
 */
export function roleCacheFile(parameters: ValueMap, io: Io, layout: 'inline' | 'compact' = 'inline'): string {
  const sorted = Object.fromEntries(Object.entries(parameters).sort(([one], [other]) => (one < other ? -1 : 1)));
  const text = writeJson(sorted, layout).replace(/[\u007f-\uffff]/g, (unit) =>
    unit === '\u007f' ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${io.home()}/.aws/cli/cache/${createHash('sha1').update(text).digest('hex')}.json`;
}

/**
 * The credentials that a cache file has, else those that are fetched, which it has from then on.
 *
 * @param more what the file says beside the credentials
 */
export async function throughRoleCache(
  file: string,
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

/** The credentials in a cache file, where they are there and will last. */
function readRoleCache(file: string, io: Io): AwsCredentialIdentity | undefined {
  let content: Value;
  try {
    content = parseJson(io.files.read(file).toString('utf8'));
  } catch (error) {
    // Not there, not readable or not JSON: the role is assumed anew.
    if (isSystemError(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
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
  const end = expirationTime(expiration);
  if (!(end - io.now().getTime() >= leastTimeLeft)) return undefined;
  return {
    accessKeyId,
    secretAccessKey,
    ...(typeof sessionToken === 'string' ? { sessionToken } : {}),
    expiration: new Date(end),
  };
}

/** Keeps credentials that end for the next run. */
async function writeRoleCache(
  file: string,
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
