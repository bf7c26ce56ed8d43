import { createHash, createPrivateKey, createPublicKey, type KeyObject, randomUUID, sign } from 'node:crypto';

import { partition } from '@aws-sdk/core/client';
import type { AwsCredentialIdentity } from '@smithy/types';

import { GeneralError } from '../model/errors.ts';
import { isMap, type Value, type ValueMap } from '../model/values.ts';
import { type Io, isSystemError } from '../platform/io.ts';
import { inHome } from '../python/expand-path.ts';
import { parseJson, writeJson } from '../python/json.ts';
import { textOf } from '../settings/chosen-profile.ts';
import { issuerEndpoint, withFinalSlash } from './client-config.ts';
import type { CredentialContext, SourceProfile } from './context.ts';
import { requireExpirationTime } from './expiration.ts';
import { RetrievalError } from './issuer-failures.ts';
import { callRest, RestError, type RestOperation } from './rest-call.ts';
import { type StoredToken, tokenFinder, writtenTime } from './token-renewal.ts';

type LoginKeys = Readonly<Record<'accessKeyId' | 'secretAccessKey' | 'sessionToken', string>> & {
  readonly accountId?: string;
};

/** The file that `aws login` writes. */
interface LoginToken extends StoredToken {
  readonly identity: LoginKeys;
  readonly clientId: string;
  readonly refreshToken: string;
  /** A private key in PEM, which proves that a request comes from the machine of the login. */
  readonly dpopKey: string;
}

/** In milliseconds (botocore). */
const renewalWindow = 5 * 60 * 1000;
const second = 1000;
/** Of credentials whose response does not say it, in seconds. */
const defaultLifetime = 900;

/**
 * Uses the session that `aws login` saved, and renews it if it expires soon. All profiles of the session share it.
 *
 * @throws GeneralError when it has expired, or its file is incomplete
 */
export async function loginCredentials(
  { values }: SourceProfile,
  context: CredentialContext,
): Promise<AwsCredentialIdentity> {
  const { io, shared } = context;
  const session = textOf(values, 'login_session') ?? '';
  const file = tokenFile(session, io);
  const find = tokenFinder(
    {
      file,
      name: `the login session ${session}`,
      login: 'aws login',
      renewalWindow,
      read: () => readToken(file, session, io),
      renew: (token) => renew(token, context),
    },
    io,
  );
  return shared.credentials.get(
    `login ${session}`,
    async () => {
      const { token, failure } = await find();
      const isOver = failure instanceof RestError && failure.code === 'AccessDeniedException';
      if (failure !== undefined && (isOver || token.expiration <= io.now())) throw denial(failure) ?? failure;
      return { ...token.identity, expiration: token.expiration };
    },
    io,
  );
}

/** The SHA-256 of the session's name is the file's name. (AWS CLI) Undefined without a home folder. */
function tokenFile(session: string, io: Io): string | undefined {
  const folder = io.environment['AWS_LOGIN_CACHE_DIRECTORY'] ?? inHome('.aws/login/cache', io);
  return folder === undefined ? undefined : `${folder}/${createHash('sha256').update(session).digest('hex')}.json`;
}

/** Checks the file as the AWS CLI does. */
function readToken(file: string | undefined, session: string, io: Io): LoginToken {
  const missing = notLoaded(
    `Unable to load a existing login session for session ${session}, Please reauthenticate with 'aws login'.`,
  );
  if (file === undefined) throw missing;
  let content: Value;
  try {
    content = parseJson(io.files.read(file).toString('utf8'));
  } catch (error) {
    throw isSystemError(error) ? missing : incomplete();
  }
  if (!isMap(content)) throw incomplete();
  const { accessToken, clientId, refreshToken, dpopKey } = content;
  if (!isMap(accessToken) || typeof clientId !== 'string' || typeof refreshToken !== 'string') throw incomplete();
  const { expiresAt } = accessToken;
  const identity = identityIn(accessToken);
  if (typeof expiresAt !== 'string' || typeof dpopKey !== 'string' || identity === undefined) throw incomplete();
  const expiration = new Date(requireExpirationTime(expiresAt));
  return { content, identity, expiration, clientId, refreshToken, dpopKey };
}

function identityIn({ accessKeyId, secretAccessKey, sessionToken, accountId }: ValueMap): LoginKeys | undefined {
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string' || typeof sessionToken !== 'string')
    return undefined;
  return { accessKeyId, secretAccessKey, sessionToken, ...(typeof accountId === 'string' ? { accountId } : {}) };
}

function incomplete(): GeneralError {
  return notLoaded('Failed to load access token from token cache, missing one or more required fields.');
}

function notLoaded(reason: string): GeneralError {
  return new GeneralError(`Error loading login session token: ${reason}`);
}

const createToken: RestOperation = { name: 'CreateOAuth2Token', provider: 'login', errors: [] };

async function renew(token: LoginToken, context: CredentialContext): Promise<LoginToken> {
  const { content, clientId, refreshToken, dpopKey } = token;
  const url = new URL('v1/token', signinEndpoint(content, context));
  const response = await callRest(
    createToken,
    {
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json', dpop: proofOfPossession(dpopKey, url, context.io) },
      body: writeJson({ clientId, grantType: 'refresh_token', refreshToken }, 'compact'),
    },
    context,
  );
  const { accessToken, expiresIn, refreshToken: next } = response;
  const identity = isMap(accessToken) ? identityIn(accessToken) : undefined;
  if (!isMap(accessToken) || identity === undefined || typeof next !== 'string')
    throw new RetrievalError('login', 'The response has no credentials.');
  const lifetime = (typeof expiresIn === 'number' ? expiresIn : defaultLifetime) * second;
  const expiration = new Date(context.io.now().getTime() + lifetime);
  const saved = isMap(content['accessToken']) ? content['accessToken'] : {};
  const renewed = { ...saved, ...identity, expiresAt: writtenTime(expiration) };
  return {
    ...token,
    content: { ...content, accessToken: renewed, refreshToken: next },
    identity: { ...token.identity, ...identity },
    expiration,
    refreshToken: next,
  };
}

/** The domains of the sign-in service that do not follow from the partition. (Endpoint rules of Signin, 2023-01-01) */
const domains: Readonly<Record<string, string>> = {
  aws: 'signin.aws.amazon.com',
  'aws-cn': 'signin.amazonaws.cn',
  'aws-us-gov': 'signin.amazonaws-us-gov.com',
  'aws-iso': 'signin.c2shome.ic.gov',
  'aws-iso-b': 'signin.sc2shome.sgov.gov',
  'aws-iso-e': 'signin.csphome.adc-e.uk',
  'aws-iso-f': 'signin.csphome.hci.ic.gov',
  'aws-eusc': 'signin.amazonaws-eusc.eu',
};

/** The URL of the sign-in service, with `/` at its end: in the Region of the login where the file has it. */
function signinEndpoint({ signInRegion }: ValueMap, context: CredentialContext): URL {
  const configured = issuerEndpoint('signin', context);
  if (configured !== undefined) return withFinalSlash(configured);
  const region = typeof signInRegion === 'string' && signInRegion !== '' ? signInRegion : context.region;
  const { useFipsEndpoint, useDualStackEndpoint } = context.settings;
  const { name, dnsSuffix, dualStackDnsSuffix } = partition(region);
  const service = `signin${useFipsEndpoint ? '-fips' : ''}`;
  const domain = domains[name];
  if (useDualStackEndpoint) return new URL(`https://${service}.${region}.${dualStackDnsSuffix}/`);
  if (useFipsEndpoint && name === 'aws-us-gov')
    return new URL(`https://${region === 'us-gov-west-1' ? '' : `${region}.`}${service}.amazonaws-us-gov.com/`);
  if (useFipsEndpoint || domain === undefined) return new URL(`https://${service}.${region}.${dnsSuffix}/`);
  return new URL(`https://${region}.${domain}/`);
}

/** A signed statement about one request. (RFC 9449) @throws GeneralError for a key that cannot be read */
function proofOfPossession(dpopKey: string, url: URL, io: Io): string {
  let key: KeyObject;
  try {
    key = createPrivateKey(dpopKey);
  } catch {
    throw notLoaded('Unable to load private key from cached token.');
  }
  const { kty, crv, x, y } = createPublicKey(key).export({ format: 'jwk' });
  const issued = Math.floor(io.now().getTime() / second);
  const parts = [
    { alg: 'ES256', typ: 'dpop+jwt', jwk: { kty, crv, x, y } },
    { jti: randomUUID(), htm: 'POST', htu: url.href, iat: issued },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const text = parts.join('.');
  return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** The AWS CLI's messages, by the member `error` of the response. */
const denials: Readonly<Record<string, string>> = {
  TOKEN_EXPIRED: "Your session has expired. Please reauthenticate using 'aws login'.",
  USER_CREDENTIALS_CHANGED:
    'Unable to refresh login credentials because of a change in your password. Please reauthenticate with your ' +
    "new password using 'aws login'.",
  INSUFFICIENT_PERMISSIONS:
    'Unable to create or refresh login credentials due to insufficient permissions. You may be missing ' +
    "permission for the 'signin:CreateOAuth2Token' action.",
};

/** @returns undefined where the service's own error is to be reported */
function denial(failure: Error): GeneralError | undefined {
  if (!(failure instanceof RestError) || failure.code !== 'AccessDeniedException') return undefined;
  const reason = failure.body?.['error'];
  return new GeneralError(
    (typeof reason === 'string' && Object.hasOwn(denials, reason) ? denials[reason] : undefined) ??
      'An unspecified error happened when resolving AWS credentials or refreshing a login session profile.',
  );
}
