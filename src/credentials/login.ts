import { fromLoginCredentials } from '@aws-sdk/credential-providers';
import { createHash } from 'node:crypto';

import { GeneralError, ServiceError } from '../model/errors.ts';
import { isSystemError, type Io } from '../platform/io.ts';
import { parseJson } from '../python/json.ts';
import { textOf } from '../settings/chosen-profile.ts';
import { isMap, type Value } from '../model/values.ts';
import { messageText } from '../service/answered-with-error.ts';
import { retriesBeforeEnd } from '../service/failure.ts';
import { clientConfig, networkFailure, type ClientConfig } from './client-config.ts';
import type { CredentialContext, CredentialSource } from './context.ts';
import { requireExpirationTime } from './expiration.ts';
import { memberOf, readRestError, reasonOf } from './rest-error.ts';

/**
 * Takes the session that `aws login` has left; it is renewed where it is about to end.
 *
 * @throws GeneralError when it is over, or its file is not whole
 */
export const loginCredentials: CredentialSource = async ({ name, values }, context) => {
  checkToken(textOf(values, 'login_session') ?? '', context.io);
  const config = await clientConfig('signin', context);
  return fromLoginCredentials({ profile: name, clientConfig: config })().catch((error: unknown) => {
    throw explain(error, config, context);
  });
};

/** What the AWS CLI says of the file before it uses it; the provider would tell its path, and perhaps a piece of it. */
function checkToken(session: string, io: Io): void {
  const folder = io.environment['AWS_LOGIN_CACHE_DIRECTORY'] ?? `${io.home()}/.aws/login/cache`;
  let token: Value;
  try {
    token = parseJson(
      io.files.read(`${folder}/${createHash('sha256').update(session).digest('hex')}.json`).toString('utf8'),
    );
  } catch (error) {
    if (!isSystemError(error)) throw notWhole();
    throw notLoaded(
      `Unable to load a existing login session for session ${session}, Please reauthenticate with 'aws login'.`,
    );
  }
  const { accessToken, clientId, refreshToken, dpopKey } = isMap(token) ? token : {};
  if (!isMap(accessToken) || [clientId, refreshToken, dpopKey].some((value) => typeof value !== 'string'))
    throw notWhole();
  const { expiresAt } = accessToken;
  if (
    typeof expiresAt !== 'string' ||
    ['accessKeyId', 'secretAccessKey', 'sessionToken'].some((key) => typeof accessToken[key] !== 'string')
  )
    throw notWhole();
  requireExpirationTime(expiresAt);
}

function notWhole(): GeneralError {
  return notLoaded('Failed to load access token from token cache, missing one or more required fields.');
}

function notLoaded(reason: string): GeneralError {
  return new GeneralError(`Error loading login session token: ${reason}`);
}

/** What the AWS CLI makes of a refusal, by the member `error`. */
const denials: Readonly<Record<string, string>> = {
  TOKEN_EXPIRED: "Your session has expired. Please reauthenticate using 'aws login'.",
  USER_CREDENTIALS_CHANGED:
    "Unable to refresh login credentials because of a change in your password. Please reauthenticate with your new password using 'aws login'.",
  INSUFFICIENT_PERMISSIONS:
    "Unable to create or refresh login credentials due to insufficient permissions. You may be missing permission for the 'signin:CreateOAuth2Token' action.",
};

function explain(error: unknown, config: ClientConfig, context: CredentialContext): Error {
  const { refusal, attempts } = config.requestHandler;
  if (refusal === undefined)
    return (
      networkFailure(config, context) ??
      new GeneralError(`Error when retrieving credentials from login: ${reasonOf(error)}`)
    );
  const { code, message } = readRestError(refusal);
  if (code === 'AccessDeniedException') {
    const denial = memberOf(refusal, 'error');
    return new GeneralError(
      (typeof denial === 'string' && Object.hasOwn(denials, denial) ? denials[denial] : undefined) ??
        'An unspecified error happened when resolving AWS credentials or refreshing a login session profile.',
    );
  }
  return new ServiceError(
    code,
    'CreateOAuth2Token',
    messageText(message),
    retriesBeforeEnd({ attempts }, context.settings),
    { Message: message, Code: code },
  );
}
