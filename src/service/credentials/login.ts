import { fromLoginCredentials } from '@aws-sdk/credential-providers';

import { GeneralError } from '../../errors.ts';
import { textOf } from '../../settings/chosen-profile.ts';
import { clientConfig } from './client-config.ts';
import type { CredentialSource } from './context.ts';

/**
 * Takes the session that `aws login` has left.
 *
 * @throws GeneralError when it is over
 */
export const loginCredentials: CredentialSource = async ({ name, values }, context) => {
  try {
    return await fromLoginCredentials({ profile: name, clientConfig: await clientConfig('signin', context) })();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!reason.includes('ENOENT')) throw new GeneralError(`Error when retrieving credentials from login: ${reason}`);
    throw new GeneralError(
      `Error loading login session token: Unable to load a existing login session for session ${textOf(values, 'login_session') ?? ''}, Please reauthenticate with 'aws login'.`,
    );
  }
};
