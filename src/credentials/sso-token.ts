import { partition } from '@aws-sdk/core/client';
import { createHash } from 'node:crypto';

import { GeneralError } from '../model/errors.ts';
import { isSystemError, type Io } from '../platform/io.ts';
import { mapInJson, parseJson, writeJson } from '../python/json.ts';
import { endpointUrl, requireEndpointUrl } from '../settings/endpoint-url.ts';
import { isMap, type Value, type ValueMap } from '../model/values.ts';
import { explainNetworkFailure } from '../service/failure.ts';
import { ask, type Told } from '../transport/ask.ts';
import { proxyFor } from '../transport/proxies.ts';
import type { CredentialContext } from './context.ts';
import { requireExpirationTime } from './expiration.ts';
import { keepForLater, writtenTime } from './token-files.ts';

/** Whom a token is for, and where it comes from. */
export interface SsoSession {
  /** Undefined for profiles that name no session, whose tokens cannot be renewed. */
  readonly name: string | undefined;
  readonly startUrl: string;
  readonly region: string;
}

/** A token with less time left than this is renewed where it can be, in milliseconds (botocore). */
const renewalWindow = 15 * 60 * 1000;
const second = 1000;

/** Between two attempts, in seconds (botocore). */
const longestWait = 20;

/**
 * The token that `aws sso login` has left, renewed if need be.
 *
 * The SDK's way to it is not used: it fails in a token's last five minutes where it cannot be renewed, and does not know
 * the AWS CLI's older form of a date.
 *
 * @throws GeneralError when there is none that is still good
 */
export async function ssoToken(session: SsoSession, context: CredentialContext): Promise<string> {
  const { io } = context;
  const file = tokenFile(session, io);
  const { token, accessToken, expiresAt } = readToken(file, session, io);
  const left = requireExpirationTime(expiresAt) - io.now().getTime();
  const renewed = session.name !== undefined && left < renewalWindow ? await renew(token, session, context) : undefined;
  // The one before is good for nothing any more.
  if (renewed !== undefined) await keepForLater(file, renewed, io);
  else if (left <= 0) throw expired(session.name);
  return renewed?.accessToken ?? accessToken;
}

/** The AWS CLI has two ways to say it, by how the profile is written. */
export function expired(session: string | undefined): GeneralError {
  return new GeneralError(
    session === undefined
      ? 'The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding profile.'
      : 'Error when retrieving token from sso: Token has expired and refresh failed',
  );
}

/** The AWS CLI names the file of a token by the SHA-1 of the session's name or the start URL. */
function tokenFile({ name, startUrl }: SsoSession, io: Io): string {
  return `${io.home()}/.aws/sso/cache/${createHash('sha1')
    .update(name ?? startUrl)
    .digest('hex')}.json`;
}

/** @returns the token's file, and what of it has to be there */
function readToken(
  file: string,
  { name, startUrl }: SsoSession,
  io: Io,
): { readonly token: ValueMap; readonly accessToken: string; readonly expiresAt: string } {
  let token: Value;
  try {
    token = parseJson(io.files.read(file).toString('utf8'));
  } catch (error) {
    if (isSystemError(error) || error instanceof SyntaxError)
      throw new GeneralError(`Error loading SSO Token: Token for ${name ?? startUrl} does not exist`);
    throw error;
  }
  const { accessToken, expiresAt } = isMap(token) ? token : {};
  if (isMap(token) && typeof accessToken === 'string' && typeof expiresAt === 'string')
    return { token, accessToken, expiresAt };
  throw new GeneralError(`Error loading SSO Token: Token for ${startUrl} is invalid`);
}

/**
 * @returns undefined where the token cannot be renewed, or is not
 * @throws GeneralError when nobody answers
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
  const answer = await answerTo(
    writeJson({ grantType: 'refresh_token', clientId, clientSecret, refreshToken }, 'compact'),
    session,
    context,
  );
  const {
    accessToken,
    expiresIn,
    refreshToken: next,
  } = (answer === undefined ? undefined : mapInJson(answer.text)) ?? {};
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
async function answerTo(body: string, session: SsoSession, context: CredentialContext): Promise<Told | undefined> {
  const url = new URL('token', tokenService(session.region, context));
  const handler = await context.requestHandler();
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt >= context.settings.maxAttempts;
    try {
      const told = await ask(handler, 'POST', url, { 'content-type': 'application/json' }, body);
      if (told.status === 200) return told;
      if (isLast || !(told.status >= 500 || told.status === 429)) return undefined;
    } catch (error) {
      if (isLast && error instanceof Error)
        throw explainNetworkFailure(error, { endpoint: url.href, proxy: proxyFor(url, context.io) });
    }
    // As the AWS CLI waits between the attempts of any call.
    await new Promise((resolve) =>
      setTimeout(resolve, Math.min(Math.random() * 2 ** (attempt - 1), longestWait) * second),
    );
  }
}

/** Where a Region's tokens are renewed, with `/` at its end. (The endpoint rules of SSO OIDC, 2019-06-10) */
function tokenService(region: string, { settings, profile, io }: CredentialContext): string {
  const own = endpointUrl('sso_oidc', profile, io);
  requireEndpointUrl(own);
  if (own !== undefined) return own.endsWith('/') ? own : `${own}/`;
  const { dnsSuffix, dualStackDnsSuffix } = partition(region);
  const host =
    settings.useFipsEndpoint && (settings.useDualStackEndpoint || !region.startsWith('us-gov-')) ? 'oidc-fips' : 'oidc';
  return `https://${host}.${region}.${settings.useDualStackEndpoint ? dualStackDnsSuffix : dnsSuffix}/`;
}
