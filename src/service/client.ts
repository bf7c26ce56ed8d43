import { ECRClient } from '@aws-sdk/client-ecr';
import type { HttpHandler } from '@smithy/core/protocols';
import type { AwsCredentialIdentityProvider, Provider } from '@smithy/types';

import { operationByName } from '../model/operations.ts';
import { service } from '../model/service.ts';
import type { Io } from '../platform/io.ts';
import { maskedUrl } from '../platform/masks.ts';
import type { ClientSettings } from '../settings/client-settings.ts';
import { urlOf } from '../transport/requests.ts';
import { sdkSettings } from '../transport/sdk-settings.ts';
import { WireProtocol } from './wire-protocol.ts';

/**
 * The SDK's client with all its settings, so that it looks nothing up in the environment or in files.
 *
 * @param credentials undefined for requests without a signature
 */
export function createClient(
  settings: ClientSettings,
  region: string,
  credentials: AwsCredentialIdentityProvider | undefined,
  requestHandler: HttpHandler,
  io: Io,
): ECRClient {
  const { endpointUrl } = settings;
  return new ECRClient({
    ...sdkSettings(settings, io),
    region: region || placeholderRegion,
    ...(endpointUrl === undefined
      ? { useFipsEndpoint: settings.useFipsEndpoint, useDualstackEndpoint: settings.useDualStackEndpoint }
      : // FIPS and dual-stack do not count for a configured endpoint. (AWS CLI behavior)
        { endpoint: endpointUrl, endpointProvider: () => ({ url: new URL(endpointUrl) }), ...noVariants }),
    protocol: new WireProtocol({ ...service, inputOf: (name) => operationByName(name).input }),
    requestHandler,
    ...(credentials === undefined ? unsigned : { credentials, ...(region === '' ? signedWithoutRegion : {}) }),
  });
}

const noVariants = { useFipsEndpoint: false, useDualstackEndpoint: false };

/** The SDK wants a Region; without one, requests go to a configured endpoint. */
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
const unsigned = { httpAuthSchemeProvider: () => [{ schemeId: 'smithy.api#noAuth' }] };

/** The settings of a client of the SDK that decide where its requests go. */
interface EndpointConfig {
  /** A configured endpoint. */
  readonly endpoint?: Provider<Parameters<typeof urlOf>[0]>;
  readonly endpointProvider: (parameters: {
    readonly Region: string;
    readonly UseFIPS: boolean;
    readonly UseDualStack: boolean;
  }) => { readonly url: URL };
  readonly region: Provider<string>;
  readonly useFipsEndpoint: Provider<boolean>;
  readonly useDualstackEndpoint: Provider<boolean>;
}

/** The URL that requests go to, as messages show it. */
export async function endpointOf(client: { readonly config: EndpointConfig }): Promise<string> {
  const { endpointProvider, endpoint, region, useFipsEndpoint, useDualstackEndpoint } = client.config;
  if (endpoint !== undefined) {
    return maskedUrl(urlOf(await endpoint()));
  }
  const { url } = endpointProvider({
    Region: await region(),
    UseFIPS: await useFipsEndpoint(),
    UseDualStack: await useDualstackEndpoint(),
  });
  return url.href;
}
