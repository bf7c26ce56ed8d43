import { GeneralError } from '../model/errors.ts';
import type { Profile, ProfileFiles } from '../settings/profiles.ts';
import { textOf } from '../settings/chosen-profile.ts';
import { clientConfig } from './client-config.ts';
import type { CredentialSource } from './context.ts';
import { stillExpired } from './expiration.ts';
import { explainRestFailure, type RestOperation } from './rest-failure.ts';
import { RetrievalError } from './retrieval-error.ts';
import { roleCacheFile, throughRoleCache } from './role-cache.ts';
import { expired, ssoToken } from './sso-token.ts';

/** As messages name it. */
const provider = 'sso';

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
      throw explainRestFailure(error, getRoleCredentials, config, context);
    });
    if (Number.isNaN(credentials.expiration?.getTime()))
      throw new RetrievalError(provider, 'The response does not say when they expire.');
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

const getRoleCredentials: RestOperation = {
  name: 'GetRoleCredentials',
  provider,
  errors: ['InvalidRequestException', 'ResourceNotFoundException', 'TooManyRequestsException', 'UnauthorizedException'],
  replacement: (code) => (code === 'UnauthorizedException' ? expired(undefined) : undefined),
};
