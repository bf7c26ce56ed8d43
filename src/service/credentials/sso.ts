import { createHash } from 'node:crypto';

import { GeneralError, ServiceError } from '../../errors.ts';
import { isSystemError } from '../../io.ts';
import { parseJson } from '../../json.ts';
import { isMap, type Value } from '../../values.ts';
import { textOf, type CredentialContext, type CredentialSource } from './context.ts';

/**
 * Takes the token that `aws sso login` has left and asks the portal for the role's credentials.
 *
 * @throws GeneralError when the profile is incomplete, or there is no token that is still good
 */
export const ssoCredentials: CredentialSource = async ({ name, values }, context) => {
  const ssoAccountId = textOf(values, 'sso_account_id');
  const ssoRoleName = textOf(values, 'sso_role_name');
  const session = textOf(values, 'sso_session');
  if (ssoAccountId === undefined && ssoRoleName === undefined) return undefined;
  const shared = session === undefined ? values : context.profile.files.ssoSessions.get(session);
  if (shared === undefined) throw new GeneralError(`The profile is configured to use the SSO session "${session ?? ''}" but it does not exist.`);
  const ssoStartUrl = textOf(shared, 'sso_start_url');
  const ssoRegion = textOf(shared, 'sso_region');
  const missing = Object.entries({ sso_start_url: ssoStartUrl, sso_region: ssoRegion, sso_account_id: ssoAccountId, sso_role_name: ssoRoleName }).flatMap(([key, value]) => (value === undefined ? [key] : []));
  if (ssoStartUrl === undefined || ssoRegion === undefined || ssoAccountId === undefined || ssoRoleName === undefined) {
    throw new GeneralError(`The profile "${name}" is configured to use SSO but is missing required configuration: ${missing.join(', ')}`);
  }
  requireToken(session ?? ssoStartUrl, context);
  const { fromSSO } = await import('@aws-sdk/credential-providers');
  try {
    return await fromSSO({
      ssoStartUrl,
      ssoRegion,
      ssoAccountId,
      ssoRoleName,
      ...(session === undefined ? {} : { ssoSession: session, profile: name }),
      clientConfig: { region: ssoRegion, requestHandler: context.requestHandler },
    })();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'UnauthorizedException') throw expired();
    if ('$metadata' in error && '$fault' in error) throw new ServiceError(error.name, 'GetRoleCredentials', error.message, undefined);
    throw new GeneralError(`Error when retrieving credentials from sso: ${error.message}`);
  }
};

function expired(): GeneralError {
  return new GeneralError('Error when retrieving token from sso: Token has expired and refresh failed');
}

/** The AWS CLI names the file of a token by the SHA-1 of the session's name or the start URL. */
function requireToken(key: string, { io }: CredentialContext): void {
  const file = `${io.home()}/.aws/sso/cache/${createHash('sha1').update(key).digest('hex')}.json`;
  let token: Value;
  try {
    token = parseJson(io.files.read(file).toString('utf8'));
  } catch (error) {
    if (isSystemError(error) || error instanceof SyntaxError) throw new GeneralError(`Error loading SSO Token: Token for ${key} does not exist`);
    throw error;
  }
  const { expiresAt, refreshToken } = isMap(token) ? token : {};
  if (typeof expiresAt !== 'string') throw new GeneralError(`Error loading SSO Token: Token for ${key} is invalid.`);
  const isOver = Date.parse(expiresAt.replace(/\s*UTC$/, 'Z')) <= io.now().getTime();
  if (isOver && typeof refreshToken !== 'string') throw expired();
}
