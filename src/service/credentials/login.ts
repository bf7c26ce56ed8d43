import { GeneralError } from '../../errors.ts';
import type { CredentialSource } from './context.ts';

/**
 * Takes the session that `aws login` has left.
 *
 * @throws GeneralError when it is over
 */
export const loginCredentials: CredentialSource = async ({ name }, { requestHandler, region }) => {
  const { fromLoginCredentials } = await import('@aws-sdk/credential-providers');
  try {
    return await fromLoginCredentials({ profile: name, clientConfig: { requestHandler, region } })();
  } catch (error) {
    throw new GeneralError(`Error when retrieving credentials from login: ${error instanceof Error ? error.message : String(error)}`);
  }
};
