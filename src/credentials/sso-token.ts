import { createHash } from 'node:crypto';

import { GeneralError, ServiceError } from '../model/errors.ts';
import { isMap } from '../model/values.ts';
import type { Io } from '../platform/io.ts';
import { inHome } from '../python/expand-path.ts';
import { writeJson } from '../python/json.ts';
import { ssoEndpoint } from './client-config.ts';
import type { CredentialContext, SsoToken } from './context.ts';
import { requireExpirationTime } from './expiration.ts';
import { callRest, type RestOperation } from './rest-call.ts';
import { requireHeaderText } from './static-keys.ts';
import { readCache, type StoredToken, tokenFinder, writtenTime } from './token-renewal.ts';

export interface SsoSession {
  /** Undefined for profiles without a session; their tokens cannot be renewed. */
  readonly name: string | undefined;
  readonly startUrl: string;
  readonly region: string;
}

interface StoredSsoToken extends StoredToken {
  readonly accessToken: string;
}

/** A token with less time left is renewed where possible, in milliseconds (botocore). */
const renewalWindow = 15 * 60 * 1000;
/** The last day that is written with a year of four digits. */
const latestTime = Date.UTC(9999, 11, 31);

const second = 1000;

/**
 * The token that `aws sso login` saved, renewed if it expires soon. All profiles of the session share it.
 *
 * @throws GeneralError without a valid token
 */
export async function ssoToken(session: SsoSession, context: CredentialContext): Promise<string> {
  const { io, shared } = context;
  const { accessToken } = await shared.ssoTokens.get(session.name ?? session.startUrl, finder(session, context), io);
  return accessToken;
}

function finder(session: SsoSession, context: CredentialContext): () => Promise<SsoToken> {
  const { io } = context;
  const { name, startUrl } = session;
  const file = tokenFile(session, io);
  const find = tokenFinder(
    {
      file,
      name: `the SSO session ${name ?? startUrl}`,
      login: 'aws sso login',
      renewalWindow,
      read: () => readToken(file, session, io),
      renew: (token) => (name === undefined ? Promise.resolve(undefined) : renew(token, session, context)),
    },
    io,
  );
  return async () => {
    const { token, failure } = await find();
    if (failure !== undefined && !(failure instanceof ServiceError)) throw failure;
    if (token.expiration <= io.now()) throw expired(name);
    return token;
  };
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

function readToken(file: string | undefined, { name, startUrl }: SsoSession, io: Io): StoredSsoToken {
  const content = readCache(file, io);
  if (content === undefined)
    throw new GeneralError(`Error loading SSO Token: Token for ${name ?? startUrl} does not exist`);
  const { accessToken, expiresAt } = isMap(content) ? content : {};
  if (isMap(content) && typeof accessToken === 'string' && typeof expiresAt === 'string') {
    requireHeaderText(accessToken, `accessToken in ${file ?? ''}`);
    return { content, accessToken, expiration: new Date(requireExpirationTime(expiresAt)) };
  }
  throw new GeneralError(`Error loading SSO Token: Token for ${startUrl} is invalid`);
}

const createToken: RestOperation = { name: 'CreateToken', provider: 'sso', errors: [] };

async function renew(
  { content }: StoredSsoToken,
  session: SsoSession,
  context: CredentialContext,
): Promise<StoredSsoToken | undefined> {
  const { io } = context;
  const { refreshToken, clientId, clientSecret, registrationExpiresAt } = content;
  if (
    typeof refreshToken !== 'string' ||
    typeof clientId !== 'string' ||
    typeof clientSecret !== 'string' ||
    typeof registrationExpiresAt !== 'string'
  )
    return undefined;
  if (requireExpirationTime(registrationExpiresAt) <= io.now().getTime()) return undefined;
  io.trace?.('credentials', `Renewing the token of the SSO session ${session.name ?? ''}`);
  const response = await callRest(
    createToken,
    {
      method: 'POST',
      url: new URL('token', ssoEndpoint('sso_oidc', session.region, context)),
      headers: { 'content-type': 'application/json' },
      body: writeJson({ grantType: 'refresh_token', clientId, clientSecret, refreshToken }, 'compact'),
    },
    context,
  );
  const { accessToken, expiresIn, refreshToken: next } = response;
  if (typeof accessToken !== 'string') return undefined;
  const lifetime = (typeof expiresIn === 'number' ? expiresIn : 0) * second;
  const expiration = new Date(Math.min(io.now().getTime() + lifetime, latestTime));
  const renewed = {
    startUrl: session.startUrl,
    region: session.region,
    accessToken,
    expiresAt: writtenTime(expiration),
    clientId,
    clientSecret,
    registrationExpiresAt,
    ...(typeof next === 'string' ? { refreshToken: next } : {}),
  };
  return { content: renewed, accessToken, expiration };
}
