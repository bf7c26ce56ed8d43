import { fromLoginCredentials } from '@aws-sdk/credential-providers';
import { externalDataInterceptor } from '@smithy/core/config';
import { createHash } from 'node:crypto';

import { GeneralError } from '../model/errors.ts';
import { isSystemError, type Io } from '../platform/io.ts';
import { inHome } from '../python/expand-path.ts';
import { parseJson } from '../python/json.ts';
import { textOf } from '../settings/chosen-profile.ts';
import { isMap, type Value } from '../model/values.ts';
import { clientConfig } from './client-config.ts';
import type { CredentialSource } from './context.ts';
import { requireExpirationTime } from './expiration.ts';
import { explainRestFailure, type RestOperation } from './rest-failure.ts';

/** The names under which the SDK's provider finds its profile: the SDK does not read files as the AWS CLI does. */
const profileFiles = { profile: 'login', configFilepath: 'login-profile', filepath: 'no-credentials-file' };

/**
 * Uses the session that `aws login` saved, and renews it if it expires soon.
 *
 * @throws GeneralError when it has expired, or its file is incomplete
 */
export const loginCredentials: CredentialSource = async ({ values }, context) => {
  const session = textOf(values, 'login_session') ?? '';
  checkToken(session, context.io);
  const config = await clientConfig('signin', context);
  const profile = `[profile ${profileFiles.profile}]\nlogin_session = ${session}\n`;
  externalDataInterceptor.interceptFile(profileFiles.configFilepath, profile);
  externalDataInterceptor.interceptFile(profileFiles.filepath, '');
  return fromLoginCredentials({ ...profileFiles, clientConfig: config })().catch((error: unknown) => {
    throw explainRestFailure(error, createToken, config, context);
  });
};

/** Checks the file as the AWS CLI does. The messages of the SDK's provider show its path, and perhaps a part of it. */
function checkToken(session: string, io: Io): void {
  const folder = io.environment['AWS_LOGIN_CACHE_DIRECTORY'] ?? inHome('.aws/login/cache', io);
  const missing = notLoaded(
    `Unable to load a existing login session for session ${session}, Please reauthenticate with 'aws login'.`,
  );
  if (folder === undefined) throw missing;
  let token: Value;
  try {
    token = parseJson(
      io.files.read(`${folder}/${createHash('sha256').update(session).digest('hex')}.json`).toString('utf8'),
    );
  } catch (error) {
    throw isSystemError(error) ? missing : incomplete();
  }
  const { accessToken, clientId, refreshToken, dpopKey } = isMap(token) ? token : {};
  if (!isMap(accessToken) || [clientId, refreshToken, dpopKey].some((value) => typeof value !== 'string'))
    throw incomplete();
  const { expiresAt } = accessToken;
  if (
    typeof expiresAt !== 'string' ||
    ['accessKeyId', 'secretAccessKey', 'sessionToken'].some((key) => typeof accessToken[key] !== 'string')
  )
    throw incomplete();
  requireExpirationTime(expiresAt);
}

function incomplete(): GeneralError {
  return notLoaded('Failed to load access token from token cache, missing one or more required fields.');
}

function notLoaded(reason: string): GeneralError {
  return new GeneralError(`Error loading login session token: ${reason}`);
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

const createToken: RestOperation = {
  name: 'CreateOAuth2Token',
  provider: 'login',
  errors: [],
  replacement(code, body) {
    if (code !== 'AccessDeniedException') return undefined;
    const denial = body?.['error'];
    return new GeneralError(
      (typeof denial === 'string' && Object.hasOwn(denials, denial) ? denials[denial] : undefined) ??
        'An unspecified error happened when resolving AWS credentials or refreshing a login session profile.',
    );
  },
};
