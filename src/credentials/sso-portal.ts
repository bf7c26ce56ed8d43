import { fromSSO } from '@aws-sdk/credential-providers';
import { externalDataInterceptor } from '@smithy/core/config';
import type { AwsCredentialIdentity } from '@smithy/types';

import type { ClientConfig } from './client-config.ts';

const farAway = '2999-01-01T00:00:00Z';

/** Requests a role's credentials from the portal. @throws Error as the SDK's provider does */
export function portalCredentials(
  role: {
    readonly ssoStartUrl: string;
    readonly ssoRegion: string;
    readonly ssoAccountId: string;
    readonly ssoRoleName: string;
  },
  accessToken: string,
  config: ClientConfig,
): Promise<AwsCredentialIdentity> {
  // Otherwise the provider reads a token from a file of its own, found by the start URL.
  externalDataInterceptor.interceptToken(role.ssoStartUrl, { accessToken, expiresAt: farAway });
  return fromSSO({ ...role, clientConfig: config })();
}
