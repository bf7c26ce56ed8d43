import { fromSSO } from '@aws-sdk/credential-providers';
import { externalDataInterceptor } from '@smithy/core/config';
import type { AwsCredentialIdentity } from '@smithy/types';

import type { ClientConfig } from './client-config.ts';

const farAway = '2999-01-01T00:00:00Z';

/** Asks the portal for a role's credentials. @throws what the SDK's provider throws */
export function roleCredentials(
  asked: {
    readonly ssoStartUrl: string;
    readonly ssoRegion: string;
    readonly ssoAccountId: string;
    readonly ssoRoleName: string;
  },
  accessToken: string,
  config: ClientConfig,
): Promise<AwsCredentialIdentity> {
  // The provider looks for a token in a file of its own by the start URL, unless it is given one that is good for a while yet.
  externalDataInterceptor.interceptToken(asked.ssoStartUrl, { accessToken, expiresAt: farAway });
  return fromSSO({ ...asked, clientConfig: config })();
}
