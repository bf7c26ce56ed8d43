import { GeneralError, ServiceError } from '../model/errors.ts';
import type { Profile, ProfileFiles } from '../settings/profiles.ts';
import { textOf } from '../settings/chosen-profile.ts';
import { messageText } from '../service/answered-with-error.ts';
import { retriesBeforeEnd } from '../service/failure.ts';
import { clientConfig, networkFailure, type ClientConfig } from './client-config.ts';
import type { CredentialContext, CredentialSource } from './context.ts';
import { stillOver } from './expiration.ts';
import { readRestError, reasonOf } from './rest-error.ts';
import { roleCacheFile, throughRoleCache } from './role-cache.ts';
import { expired, ssoToken } from './sso-token.ts';

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
    const { roleCredentials } = await import('./sso-portal.ts');
    const config = await clientConfig('sso', { ...context, region: ssoRegion });
    const credentials = await roleCredentials(
      { ssoStartUrl, ssoRegion, ssoAccountId, ssoRoleName },
      accessToken,
      config,
    ).catch((error: unknown) => {
      throw explain(error, config, context);
    });
    if (Number.isNaN(credentials.expiration?.getTime())) throw failed('The answer does not say when they expire.');
    return { ...credentials, accountId: ssoAccountId };
  };
  const asked = {
    accountId: ssoAccountId,
    roleName: ssoRoleName,
    ...(session === undefined ? { startUrl: ssoStartUrl } : { sessionName: session }),
  };
  // What another profile takes on a role with is fetched each time, and not kept. (AWS CLI behaviour)
  const credentials =
    name === context.profile.name
      ? await throughRoleCache(roleCacheFile(asked, io, 'compact'), io, fetch, { ProviderType: 'sso' })
      : await fetch();
  if (credentials.expiration !== undefined && credentials.expiration <= io.now()) throw stillOver();
  return credentials;
};

/** A profile's values with those of its session, which must not say something else. */
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

/** The errors that the portal's service model has shapes for, each with the member `message`. */
const portalErrors = [
  'InvalidRequestException',
  'ResourceNotFoundException',
  'TooManyRequestsException',
  'UnauthorizedException',
];

function explain(error: unknown, config: ClientConfig, context: CredentialContext): Error {
  const { refusal, attempts } = config.requestHandler;
  if (refusal === undefined) return networkFailure(config, context) ?? failed(reasonOf(error));
  const { code, message, hasMember } = readRestError(refusal);
  if (code === 'UnauthorizedException') return expired(undefined);
  const members = { Message: message, Code: code, ...(hasMember && portalErrors.includes(code) ? { message } : {}) };
  return new ServiceError(
    code,
    'GetRoleCredentials',
    messageText(message),
    retriesBeforeEnd({ attempts }, context.settings),
    members,
  );
}

function failed(reason: string): GeneralError {
  return new GeneralError(`Error when retrieving credentials from sso: ${reason}`);
}
