import { createHash } from 'node:crypto';

import type { AwsCredentialIdentity } from '@smithy/types';

import { isMap, type ValueMap } from '../model/values.ts';
import type { Io } from '../platform/io.ts';
import { parseTime } from '../python/dateutil.ts';
import { inHome } from '../python/expand-path.ts';
import { writeAsciiJson } from '../python/json.ts';
import type { CredentialContext } from './context.ts';
import { stillExpired } from './expiration.ts';
import { readCache, writeCache, writtenTime } from './token-renewal.ts';

/** Credentials with less time left than this are fetched again, in milliseconds (botocore). */
const minTimeLeft = 15 * 60 * 1000;

/** The session name that botocore generates where neither the profile nor the environment sets one. */
export function defaultSessionName(io: Io): string {
  return `botocore-session-${String(Math.floor(io.now().getTime() / 1000))}`;
}

/** A role, as the cache of the AWS CLI v2 names it. */
export interface CachedRole {
  /** Without a session name that the profile does not set. */
  readonly parameters: ValueMap;
  /** The parameters of SSO roles are written without spaces. */
  readonly layout: 'inline' | 'compact';
  /** Members of the file besides the credentials. */
  readonly more?: ValueMap;
}

/**
 * The credentials of a role: from the file in which the AWS CLI v2 keeps them, else from `fetch`, which the file then
 * keeps. All sessions of a run share them.
 *
 * @throws GeneralError where `fetch` gives credentials that have ended
 */
export function roleThroughCache(
  role: CachedRole,
  { io, shared }: CredentialContext,
  fetch: () => Promise<AwsCredentialIdentity>,
): Promise<AwsCredentialIdentity> {
  const name = cacheName(role);
  // With ECR_ROLE_CACHE=off, keys of ecr-local do not get into the cache, and real ones do not get to ecr-local.
  const file = io.environment['ECR_ROLE_CACHE'] === 'off' ? undefined : inHome(`.aws/cli/cache/${name}.json`, io);
  const find = async () => {
    const cached = readRoleCache(file, io);
    if (cached !== undefined) return cached;
    const credentials = await fetch();
    if (credentials.expiration !== undefined && credentials.expiration <= io.now()) throw stillExpired();
    await writeRoleCache(file, credentials, role.more ?? {}, io);
    return credentials;
  };
  return shared.credentials.get(name, find, io);
}

/** The SHA-1 of the parameters in Python's JSON, sorted. */
function cacheName({ parameters, layout }: CachedRole): string {
  const sorted = Object.fromEntries(Object.entries(parameters).sort(([one], [other]) => (one < other ? -1 : 1)));
  return createHash('sha1').update(writeAsciiJson(sorted, layout)).digest('hex');
}

/** The credentials in a cache file; undefined where there are none or they expire soon. */
function readRoleCache(file: string | undefined, io: Io): AwsCredentialIdentity | undefined {
  const content = readCache(file, io);
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
  if (!(end - io.now().getTime() >= minTimeLeft)) return undefined;
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
  await writeCache(file, { ...more, Credentials: credentials }, io);
}
