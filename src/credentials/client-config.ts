import type { EcrError } from '../model/errors.ts';
import { endpointUrl, requireEndpointUrl } from '../settings/endpoint-url.ts';
import { explainNetworkFailure } from '../transport/network-failure.ts';
import { createRequestHandler } from '../transport/request-handler.ts';
import { sdkSettings } from '../transport/sdk-settings.ts';
import type { CredentialContext } from './context.ts';
import { RecordingHandler } from './recording-handler.ts';

/** How a provider of the SDK reaches the service that issues credentials. */
export type ClientConfig = Awaited<ReturnType<typeof clientConfig>>;

/**
 * All settings of a client for a service that issues credentials. What the SDK would look up differs from what the AWS
 * CLI uses.
 *
 * @param serviceName as in settings, such as `sts`
 * @throws GeneralError when the endpoint that is configured for it is not a URL for requests
 */
export async function clientConfig(serviceName: string, context: CredentialContext) {
  const { io, settings, region } = context;
  const endpoint = issuerEndpoint(serviceName, context);
  const handler = await issuerHandler(endpoint, context);
  return {
    ...sdkSettings(settings, io),
    region,
    requestHandler: new RecordingHandler(handler),
    useFipsEndpoint: settings.useFipsEndpoint && endpoint === undefined,
    useDualstackEndpoint: settings.useDualStackEndpoint && endpoint === undefined,
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

/**
 * The endpoint that is configured for a service that issues credentials.
 *
 * @throws GeneralError when it is not a URL for requests
 */
export function issuerEndpoint(serviceName: string, { profile, io }: CredentialContext): string | undefined {
  const endpoint = endpointUrl(serviceName, profile, io);
  requireEndpointUrl(endpoint);
  return endpoint;
}

/**
 * Connects to a service that issues credentials. --no-verify-ssl is about the call of ECR alone. (AWS CLI behaviour)
 */
export function issuerHandler(endpoint: string | undefined, { settings, io }: CredentialContext) {
  return createRequestHandler({ ...settings, verifyCertificate: true, endpointUrl: endpoint }, io);
}

/** Why the last request got no response; undefined where it got one. */
export function requestFailure({ requestHandler: { url, failure } }: ClientConfig): EcrError | undefined {
  return failure === undefined || url === undefined ? undefined : explainNetworkFailure(failure, url);
}
