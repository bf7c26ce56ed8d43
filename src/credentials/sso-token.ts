import { partition } from '@aws-sdk/core/client';
import { createHash } from 'node:crypto';

import { GeneralError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import { inHome } from '../python/expand-path.ts';
import { mapInJson, writeJson } from '../python/json.ts';
import { isMap, type ValueMap } from '../model/values.ts';
import { explainNetworkFailure } from '../transport/network-failure.ts';
import { sendPlainRequest } from '../transport/plain-request.ts';
import { backoff } from '../transport/retry-strategy.ts';
import type { WireResponse } from '../transport/wire-response.ts';
import { issuerEndpoint, issuerHandler } from './client-config.ts';
import type { CredentialContext } from './context.ts';
import { requireExpirationTime } from './expiration.ts';
import { keepForLater, readKept, writtenTime } from './token-files.ts';

export interface SsoSession {
  /** Undefined for profiles without a session; their tokens cannot be renewed. */
  readonly name: string | undefined;
  readonly startUrl: string;
  readonly region: string;
}

/** A token with less time left is renewed where possible, in milliseconds (botocore). */
const renewalWindow = 15 * 60 * 1000;
const second = 1000;

/**
 * Reads the token that `aws sso login` saved, and renews it if it expires soon.
 *
 * The SDK's token provider is not used: it fails in the last five minutes of a token that cannot be renewed, and does
 * not read the AWS CLI's older form of a date.
 *
 * @throws GeneralError without a valid token
 */
export async function ssoToken(session: SsoSession, context: CredentialContext): Promise<string> {
  const { io } = context;
  const file = tokenFile(session, io);
  const { token, accessToken, expiresAt } = readToken(file, session, io);
  const left = requireExpirationTime(expiresAt) - io.now().getTime();
  const renewed = session.name !== undefined && left < renewalWindow ? await renew(token, session, context) : undefined;
  // A refresh token can be used only once, so the new one must not get lost.
  if (renewed !== undefined) await keepForLater(file, renewed, io);
  else if (left <= 0) throw expired(session.name);
  return renewed?.accessToken ?? accessToken;
}

/** The AWS CLI has two messages, one for profiles with a session and one for those without. */
export function expired(session: string | undefined): GeneralError {
  return new GeneralError(
    session === undefined
      ? 'The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding profile.'
      : 'Error when retrieving token from sso: Token has expired and refresh failed',
  );
}

/** The SHA-1 of the session's name or the start URL is the file's name. (AWS CLI) Undefined without a home folder. */
function tokenFile({ name, startUrl }: SsoSession, io: Io): string | undefined {
  const key = createHash('sha1').update(name ?? startUrl);
  return inHome(`.aws/sso/cache/${key.digest('hex')}.json`, io);
}

/** @returns the content of the file, and its required members */
function readToken(
  file: string | undefined,
  { name, startUrl }: SsoSession,
  io: Io,
): { readonly token: ValueMap; readonly accessToken: string; readonly expiresAt: string } {
  const token = readKept(file, io);
  if (token === undefined)
    throw new GeneralError(`Error loading SSO Token: Token for ${name ?? startUrl} does not exist`);
  const { accessToken, expiresAt } = isMap(token) ? token : {};
  if (isMap(token) && typeof accessToken === 'string' && typeof expiresAt === 'string')
    return { token, accessToken, expiresAt };
  throw new GeneralError(`Error loading SSO Token: Token for ${startUrl} is invalid`);
}

/**
 * @returns undefined where the token cannot be renewed, or the service refuses
 * @throws GeneralError when the service cannot be reached
 */
async function renew(
  token: ValueMap,
  session: SsoSession,
  context: CredentialContext,
): Promise<(ValueMap & { readonly accessToken: string }) | undefined> {
  const { io } = context;
  const { refreshToken, clientId, clientSecret, registrationExpiresAt } = token;
  if (
    typeof refreshToken !== 'string' ||
    typeof clientId !== 'string' ||
    typeof clientSecret !== 'string' ||
    typeof registrationExpiresAt !== 'string'
  )
    return undefined;
  if (requireExpirationTime(registrationExpiresAt) <= io.now().getTime()) return undefined;
  io.trace?.('credentials', `Renewing the token of the SSO session ${session.name ?? ''}`);
  const response = await requestToken(
    writeJson({ grantType: 'refresh_token', clientId, clientSecret, refreshToken }, 'compact'),
    session,
    context,
  );
  const {
    accessToken,
    expiresIn,
    refreshToken: next,
  } = (response === undefined ? undefined : mapInJson(response.body)) ?? {};
  if (typeof accessToken !== 'string') return undefined;
  const lifetime = typeof expiresIn === 'number' ? expiresIn : 0;
  return {
    startUrl: session.startUrl,
    region: session.region,
    accessToken,
    expiresAt: writtenTime(new Date(io.now().getTime() + lifetime * second)),
    clientId,
    clientSecret,
    registrationExpiresAt,
    ...(typeof next === 'string' ? { refreshToken: next } : {}),
  };
}

/** @returns undefined where the service refuses */
async function requestToken(
  body: string,
  session: SsoSession,
  context: CredentialContext,
): Promise<WireResponse | undefined> {
  const { io, settings } = context;
  const url = new URL('token', tokenService(session.region, context));
  const handler = await issuerHandler(url.href, context);
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt >= settings.maxAttempts;
    try {
      const response = await sendPlainRequest(handler, 'POST', url, { 'content-type': 'application/json' }, body);
      if (response.status === 200) return response;
      if (isLast || !(response.status >= 500 || response.status === 429)) return undefined;
    } catch (error) {
      if (isLast) throw explainNetworkFailure(error, url.href);
    }
    await io.sleep(backoff(attempt, io));
  }
}

/** The URL of a Region's token service, with `/` at its end. (Endpoint rules of SSO OIDC, 2019-06-10) */
function tokenService(region: string, context: CredentialContext): string {
  const { settings } = context;
  const own = issuerEndpoint('sso_oidc', context);
  if (own !== undefined) return own.endsWith('/') ? own : `${own}/`;
  const { dnsSuffix, dualStackDnsSuffix } = partition(region);
  const host =
    settings.useFipsEndpoint && (settings.useDualStackEndpoint || !region.startsWith('us-gov-')) ? 'oidc-fips' : 'oidc';
  return `https://${host}.${region}.${settings.useDualStackEndpoint ? dualStackDnsSuffix : dnsSuffix}/`;
}
