import { GeneralError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import { textOf } from '../settings/chosen-profile.ts';
import type { Settings } from '../settings/settings.ts';
import { asksForSso } from './context.ts';
import { environmentKeys } from './static-keys.ts';

/**
 * Checks the settings of credentials as the AWS CLI does before it creates its client, without any request.
 *
 * @throws GeneralError for half a pair of keys in the environment, an AWS_CREDENTIAL_EXPIRATION that is not a time, or
 *   a profile whose SSO session is incomplete
 */
export function checkCredentialSettings({ profile, signRequest }: Settings, io: Io): void {
  const keys = signRequest && !profile.byFlag ? environmentKeys({ io }) : undefined;
  const session = textOf(profile.values, 'sso_session');
  if (session === undefined) return;
  // Credentials from SSO check their session themselves.
  if (signRequest && keys === undefined && asksForSso(profile)) return;
  // The AWS CLI also checks the session with other credentials, and without a signature.
  const values = profile.files.ssoSessions.get(session);
  const lead = `The profile "${profile.name}" is configured to use the SSO token provider but`;
  if (values === undefined)
    throw new GeneralError(`${lead} the "${session}" sso_session configuration does not exist.`);
  const missing = ['sso_start_url', 'sso_region'].filter((key) => !values.has(key));
  if (missing.length > 0)
    throw new GeneralError(
      `${lead} is missing the following configuration: [${missing.map((key) => `'${key}'`).join(', ')}].`,
    );
}

/**
 * Returns the account that the credentials of a run belong to, where the profile names it: in the ARN of its role, or
 * for IAM Identity Center. It follows the order of `findCredentials`, without looking for any credentials.
 */
export function configuredAccount({ profile, signRequest }: Pick<Settings, 'profile' | 'signRequest'>, io: Io) {
  const { values, byFlag } = profile;
  if (!signRequest || (!byFlag && environmentVariables.some((name) => io.environment[name]))) return undefined;
  const role = textOf(values, 'role_arn');
  if (role !== undefined) return /^arn:[^:]*:iam::([0-9]{12}):role\//.exec(role)?.[1];
  if (values.has('web_identity_token_file') || !asksForSso(profile)) return undefined;
  return /^[0-9]{12}$/.exec(textOf(values, 'sso_account_id') ?? '')?.[0];
}

/** Credentials in these come before those of the profile, unless --profile names it. */
const environmentVariables = ['AWS_ACCESS_KEY_ID', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN'];
