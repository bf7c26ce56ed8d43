import { ECRClient } from '@aws-sdk/client-ecr';
import { NoAuthSigner } from '@smithy/core';
import type { HttpHandler } from '@smithy/core/protocols';
import type { AwsCredentialIdentity } from '@smithy/types';

import { service } from '../model/service.ts';
import type { ClientSettings } from '../settings/client-settings.ts';
import { version } from '../platform/version.ts';
import type { WireProtocol } from './wire-protocol.ts';

/**
 * The SDK's client, told everything, so that it looks for nothing in the environment or in files by itself: its
 * own chain of settings differs from the AWS CLI's.
 *
 * @param credentials undefined for requests without a signature
 */
export function createClient(
  settings: ClientSettings,
  region: string,
  credentials: AwsCredentialIdentity | undefined,
  protocol: WireProtocol,
  requestHandler: HttpHandler,
): ECRClient {
  return new ECRClient({
    region: region || placeholderRegion,
    ...(settings.endpointUrl === undefined ? {} : { endpoint: settings.endpointUrl }),
    // With an endpoint of one's own, FIPS and dual-stack have no meaning; the AWS CLI ignores them then.
    useFipsEndpoint: settings.useFipsEndpoint && settings.endpointUrl === undefined,
    useDualstackEndpoint: settings.useDualStackEndpoint && settings.endpointUrl === undefined,
    // Node's `os`, which the SDK's own would ask for the machine's, takes a hundredth of a call to load.
    defaultUserAgentProvider: () => Promise.resolve([['ecr-cli', version]]),
    maxAttempts: settings.maxAttempts,
    retryMode: settings.retryMode,
    defaultsMode: 'standard',
    protocol,
    requestHandler,
    ...(credentials === undefined
      ? unsigned
      : { credentials, authSchemePreference: [], ...(region === '' ? signedWithoutRegion : {}) }),
    // An endpoint in the environment or in files that the AWS CLI does not take must not be taken either.
    ignoreConfiguredEndpointUrls: true,
    userAgentAppId: () => Promise.resolve(undefined),
    disableClockSkewCorrection: false,
  });
}

/** The SDK wants a Region; where there is none, requests go to an endpoint of the user's own. */
const placeholderRegion = 'us-east-1';

/** Signatures without a Region, as the AWS CLI makes them. */
const signedWithoutRegion = {
  httpAuthSchemeProvider: () => [
    {
      schemeId: 'aws.auth#sigv4',
      signingProperties: { name: service.settingsName, signingRegion: '' },
      propertiesExtractor: (config: object, context: object) => ({ signingProperties: { config, context } }),
    },
  ],
};

/** No credentials are looked up and no signature is made. */
const unsigned = {
  httpAuthSchemes: [
    { schemeId: 'smithy.api#noAuth', identityProvider: () => () => Promise.resolve({}), signer: new NoAuthSigner() },
  ],
  httpAuthSchemeProvider: () => [{ schemeId: 'smithy.api#noAuth' }],
};
