import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentity } from '@smithy/types';

import { GeneralError } from '../errors.ts';
import type { ChosenProfile } from '../settings/settings.ts';

/**
 * Asks the SDK's providers: assumed roles, SSO sessions, processes, web identities, containers and instances.
 *
 * @returns undefined when none of them has credentials
 * @throws GeneralError when one of them is configured and fails
 */
export async function fromSdkProviders(profile: ChosenProfile): Promise<AwsCredentialIdentity | undefined> {
  try {
    return await fromNodeProviderChain({ profile: profile.name })();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const configured = ['role_arn', 'sso_session', 'sso_account_id', 'credential_process', 'login_session'].some((key) => profile.values.has(key));
    if (configured) throw new GeneralError(`Error when retrieving credentials: ${error.message}`);
    return undefined;
  }
}
