import { GeneralError, ServiceError } from '../model/errors.ts';
import type { Profile, ProfileFiles } from '../settings/profiles.ts';
import { textOf } from '../settings/chosen-profile.ts';
import { mapInJson } from '../python/json.ts';
import { messageText, parseRestErrorResponse } from '../transport/error-response.ts';
import { unexpectedFailureMessage } from '../transport/network-failure.ts';
import { retriesWhenExhausted } from '../transport/retry-strategy.ts';
import { clientConfig, requestFailure, type ClientConfig } from './client-config.ts';
import type { CredentialContext, CredentialSource } from './context.ts';
import { stillExpired } from './expiration.ts';
import { roleCacheFile, throughRoleCache } from './role-cache.ts';
import { expired, ssoToken } from './sso-token.ts';

/**
 * Requests a role's credentials from the portal with the token that `aws sso login` saved, unless the cache has them.
 *
 * @throws GeneralError when the profile is incomplete, or without a valid token
 */
export const ssoCredentials: CredentialSource = async ({ name, values }, context) => {
  const ssoAccountId = textOf(values, 'sso_account_id');
  const ssoRoleName = textOf(values, 'sso_role_name');
  const session = textOf(values, 'sso_session');
  if (ssoAccountId === undefined && ssoRoleName === undefined) return undefined;
  const shared = session === undefined ? values : withSession(values, session, context.profile.files);
  const ssoStartUrl = textOf(shared, 'sso_start_url');
  const ssoRegion = textOf(shared, 'sso_region');
  const missing = Object.entries({
    sso_account_id: ssoAccountId,
    sso_role_name: ssoRoleName,
    sso_start_url: ssoStartUrl,
    sso_region: ssoRegion,
  }).flatMap(([key, value]) => (value === undefined ? [key] : []));
  if (ssoStartUrl === undefined || ssoRegion === undefined || ssoAccountId === undefined || ssoRoleName === undefined) {
    throw new GeneralError(
      `The profile "${name}" is configured to use SSO but is missing required configuration: ${missing.join(', ')}`,
    );
  }
  const { io } = context;
  const fetch = async () => {
    const accessToken = await ssoToken({ name: session, startUrl: ssoStartUrl, region: ssoRegion }, context);
    const { portalCredentials } = await import('./sso-portal.ts');
    const config = await clientConfig('sso', { ...context, region: ssoRegion });
    const credentials = await portalCredentials(
      { ssoStartUrl, ssoRegion, ssoAccountId, ssoRoleName },
      accessToken,
      config,
    ).catch((error: unknown) => {
      throw explain(error, config, context);
    });
    if (Number.isNaN(credentials.expiration?.getTime())) throw failed('The response does not say when they expire.');
    return { ...credentials, accountId: ssoAccountId };
  };
  const cacheKey = {
    accountId: ssoAccountId,
    roleName: ssoRoleName,
    ...(session === undefined ? { startUrl: ssoStartUrl } : { sessionName: session }),
  };
  // Credentials that another profile assumes a role with are fetched each time, and not cached. (AWS CLI behaviour)
  const credentials =
    name === context.profile.name
      ? await throughRoleCache(roleCacheFile(cacheKey, io, 'compact'), io, fetch, { ProviderType: 'sso' })
      : await fetch();
  if (credentials.expiration !== undefined && credentials.expiration <= io.now()) throw stillExpired();
  return credentials;
};

/** The values of a profile together with those of its session. @throws GeneralError where they differ */
function withSession(values: Profile, name: string, { ssoSessions }: ProfileFiles): Profile {
  const session = ssoSessions.get(name);
  if (session === undefined) throw new GeneralError(`The specified sso-session does not exist: "${name}"`);
  for (const key of session.keys()) {
    const [own, shared] = [textOf(values, key), textOf(session, key)];
    if (own !== undefined && own !== shared)
      throw new GeneralError(
        `The value for ${key} is inconsistent between profile (${own}) and sso-session (${shared ?? ''}).`,
      );
  }
  return new Map([...values, ...session]);
}

/** The errors with a shape in the portal's service model, each with the member `message`. */
const portalErrors = [
  'InvalidRequestException',
  'ResourceNotFoundException',
  'TooManyRequestsException',
  'UnauthorizedException',
];

function explain(error: unknown, config: ClientConfig, context: CredentialContext): Error {
  const { response, attempts } = config.requestHandler;
  if (response === undefined) return requestFailure(config) ?? failed(unexpectedFailureMessage(error));
  if (response.status < 300)
    return failed(`The response ${mapInJson(response.body) === undefined ? 'is not JSON' : 'has no credentials'}.`);
  const { code, message, hasMember } = parseRestErrorResponse(response);
  if (code === 'UnauthorizedException') return expired(undefined);
  const members = { Message: message, Code: code, ...(hasMember && portalErrors.includes(code) ? { message } : {}) };
  return new ServiceError(
    code,
    'GetRoleCredentials',
    messageText(message),
    retriesWhenExhausted(attempts, context.settings),
    members,
  );
}

function failed(reason: string): GeneralError {
  return new GeneralError(`Error when retrieving credentials from sso: ${reason}`);
}
