import { createHash } from 'node:crypto';

import { GeneralError, ServiceError } from '../../errors.ts';
import { isSystemError } from '../../io.ts';
import { parseJson } from '../../json.ts';
import { isMap, type Value } from '../../values.ts';
import { textOf } from '../../settings/chosen-profile.ts';
import { codeOf, messageText, readError } from '../answered-with-error.ts';
import { retriesBeforeEnd } from '../failure.ts';
import { clientConfig, networkFailure, type ClientConfig } from './client-config.ts';
import type { CredentialContext, CredentialSource } from './context.ts';
import { expirationTime } from './expiration.ts';
import { roleCacheFile, throughRoleCache } from './role-cache.ts';

/**
 * Takes the token that `aws sso login` has left and asks the portal for the role's credentials, unless the cache has them.
 *
 * @throws GeneralError when the profile is incomplete, or there is no token that is still good
 */
export const ssoCredentials: CredentialSource = async ({ name, values }, context) => {
  const ssoAccountId = textOf(values, 'sso_account_id');
  const ssoRoleName = textOf(values, 'sso_role_name');
  const session = textOf(values, 'sso_session');
  if (ssoAccountId === undefined && ssoRoleName === undefined) return undefined;
  const shared = session === undefined ? values : context.profile.files.ssoSessions.get(session);
  if (shared === undefined) throw new GeneralError(`The specified sso-session does not exist: "${session ?? ''}"`);
  const ssoStartUrl = textOf(shared, 'sso_start_url');
  const ssoRegion = textOf(shared, 'sso_region');
  const missing = Object.entries({ sso_account_id: ssoAccountId, sso_role_name: ssoRoleName, sso_start_url: ssoStartUrl, sso_region: ssoRegion }).flatMap(([key, value]) => (value === undefined ? [key] : []));
  if (ssoStartUrl === undefined || ssoRegion === undefined || ssoAccountId === undefined || ssoRoleName === undefined) {
    throw new GeneralError(`The profile "${name}" is configured to use SSO but is missing required configuration: ${missing.join(', ')}`);
  }
  const asked = { accountId: ssoAccountId, roleName: ssoRoleName, ...(session === undefined ? { startUrl: ssoStartUrl } : { sessionName: session }) };
  const fetch = async () => {
    requireToken(session, ssoStartUrl, context);
    const { fromSSO } = await import('@aws-sdk/credential-providers');
    const config = await clientConfig('sso', { ...context, region: ssoRegion });
    const profileOfSession = session === undefined ? {} : { ssoSession: session, profile: name };
    const credentials = await fromSSO({ ssoStartUrl, ssoRegion, ssoAccountId, ssoRoleName, ...profileOfSession, clientConfig: config })().catch((error: unknown) => {
      throw explain(error, config, context);
    });
    return { ...credentials, accountId: ssoAccountId };
  };
  return throughRoleCache(roleCacheFile(asked, context.io, 'compact'), context.io, fetch, { ProviderType: 'sso' });
};

/** The errors that the portal's service model has shapes for, each with the member `message`. */
const portalErrors = ['InvalidRequestException', 'ResourceNotFoundException', 'TooManyRequestsException', 'UnauthorizedException'];

function explain(error: unknown, config: ClientConfig, context: CredentialContext): Error {
  const { refusal, attempts } = config.requestHandler;
  if (refusal === undefined) {
    const reason = error instanceof Error ? error.message : String(error);
    return networkFailure(config, context) ?? new GeneralError(`Error when retrieving credentials from sso: ${reason.split('\n', 1).join('')}`);
  }
  const told = readError(refusal);
  const type = refusal.headers['x-amzn-errortype'];
  const code = type === undefined ? told.code : codeOf(type);
  const { message } = told;
  if (code === 'UnauthorizedException') return expired(undefined);
  const members = { Message: message, Code: code, ...(told.hasMember && portalErrors.includes(code) ? { message } : {}) };
  return new ServiceError(code, 'GetRoleCredentials', messageText(message), retriesBeforeEnd({ attempts }, context.settings), members);
}

/** The AWS CLI has two ways to say it, by how the profile is written. */
function expired(session: string | undefined): GeneralError {
  return new GeneralError(
    session === undefined
      ? 'The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding profile.'
      : 'Error when retrieving token from sso: Token has expired and refresh failed',
  );
}

/** The AWS CLI names the file of a token by the SHA-1 of the session's name or the start URL. */
function requireToken(session: string | undefined, startUrl: string, { io }: CredentialContext): void {
  const key = session ?? startUrl;
  const file = `${io.home()}/.aws/sso/cache/${createHash('sha1').update(key).digest('hex')}.json`;
  let token: Value;
  try {
    token = parseJson(io.files.read(file).toString('utf8'));
  } catch (error) {
    if (isSystemError(error) || error instanceof SyntaxError) throw new GeneralError(`Error loading SSO Token: Token for ${key} does not exist`);
    throw error;
  }
  const { expiresAt, accessToken, refreshToken } = isMap(token) ? token : {};
  if (typeof expiresAt !== 'string' || typeof accessToken !== 'string') throw new GeneralError(`Error loading SSO Token: Token for ${startUrl} is invalid`);
  const end = expirationTime(expiresAt);
  if (Number.isNaN(end)) throw new GeneralError(`Unknown string format: ${expiresAt}`);
  const isOver = end <= io.now().getTime();
  if (isOver && typeof refreshToken !== 'string') throw expired(session);
}
