import { GeneralError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import type { Settings } from '../settings/settings.ts';
import { textOf } from '../settings/chosen-profile.ts';
import { asksForSso } from './context.ts';
import { environmentKeys } from './static-keys.ts';

/**
 * What the AWS CLI finds wrong with credentials before it makes its client, as far as it can be seen without asking
 * anybody for them.
 *
 * @throws GeneralError for half a pair of keys in the environment, or a profile whose SSO session is not whole
 */
export function checkCredentialSettings({ profile, signRequest }: Settings, io: Io): void {
  const keys = signRequest && !profile.byFlag ? environmentKeys({ io }) : undefined;
  const session = textOf(profile.values, 'sso_session');
  if (session === undefined) return;
  // Where the credentials come by SSO themselves, that tells of its session.
  if (signRequest && keys === undefined && asksForSso(profile)) return;
  // The AWS CLI looks for a token of the session also where other credentials are found, and where nothing is signed.
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
