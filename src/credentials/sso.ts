import type { AwsCredentialIdentity } from '@smithy/types';

import { GeneralError } from '../model/errors.ts';
import { isMap } from '../model/values.ts';
import { textOf } from '../settings/chosen-profile.ts';
import type { Profile, ProfileFiles } from '../settings/profiles.ts';
import { ssoEndpoint } from './client-config.ts';
import type { CredentialContext, SourceProfile } from './context.ts';
import { stillExpired } from './expiration.ts';
import { RetrievalError } from './issuer-failures.ts';
import { callRest, RestError, type RestOperation } from './rest-call.ts';
import { roleThroughCache } from './role-cache.ts';
import { expired, ssoToken } from './sso-token.ts';

/** As messages name it. */
const provider = 'sso';

/**
 * Requests a role's credentials from the portal with the token that `aws sso login` saved, unless the cache has them.
 *
 * @throws GeneralError when the profile is incomplete, or without a valid token
 */
export async function ssoCredentials(
  { name, values }: SourceProfile,
  context: CredentialContext,
): Promise<AwsCredentialIdentity> {
  const ssoAccountId = textOf(values, 'sso_account_id');
  const ssoRoleName = textOf(values, 'sso_role_name');
  const session = textOf(values, 'sso_session');
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
  const fetch = async () => {
    const accessToken = await ssoToken({ name: session, startUrl: ssoStartUrl, region: ssoRegion }, context);
    const url = new URL('federation/credentials', ssoEndpoint('sso', ssoRegion, context));
    url.search = new URLSearchParams({ role_name: ssoRoleName, account_id: ssoAccountId }).toString();
    return { ...(await roleCredentials(url, accessToken, context)), accountId: ssoAccountId };
  };
  const parameters = {
    accountId: ssoAccountId,
    roleName: ssoRoleName,
    ...(session === undefined ? { startUrl: ssoStartUrl } : { sessionName: session }),
  };
  // Credentials that another profile assumes a role with are fetched each time, and not cached. (AWS CLI behavior)
  const credentials =
    name === context.profile.name
      ? await roleThroughCache({ parameters, layout: 'compact', more: { ProviderType: 'sso' } }, context, fetch)
      : await fetch();
  if (credentials.expiration !== undefined && credentials.expiration <= context.io.now()) throw stillExpired();
  return credentials;
}

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
};

/** Requests the credentials from the portal. @throws EcrError */
async function roleCredentials(
  url: URL,
  accessToken: string,
  context: CredentialContext,
): Promise<AwsCredentialIdentity> {
  const headers = { 'x-amz-sso_bearer_token': accessToken };
  const content = await callRest(getRoleCredentials, { method: 'GET', url, headers }, context).catch(
    (error: unknown) => {
      throw error instanceof RestError && error.code === 'UnauthorizedException' ? expired(undefined) : error;
    },
  );
  const { roleCredentials: issued } = content;
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = isMap(issued) ? issued : {};
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string' || typeof sessionToken !== 'string')
    throw new RetrievalError(provider, 'The response has no credentials.');
  const end = new Date(typeof expiration === 'number' ? expiration : NaN);
  if (Number.isNaN(end.getTime())) throw new RetrievalError(provider, 'The response does not say when they expire.');
  return { accessKeyId, secretAccessKey, sessionToken, expiration: end };
}
