import { GeneralError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import type { Settings } from '../settings/settings.ts';
import { textOf } from '../settings/chosen-profile.ts';
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
