import { endpointUrl, requireEndpointUrl } from '../settings/endpoint-url.ts';
import { explainNetworkFailure } from '../service/failure.ts';
import { proxyFor } from '../transport/proxies.ts';
import type { CredentialContext } from './context.ts';
import { WatchedHandler } from './watched-handler.ts';

/** How a provider of the SDK is to reach the service that it asks. */
export type ClientConfig = Awaited<ReturnType<typeof clientConfig>>;

/**
 * How the SDK's providers reach a service that hands out credentials. They are told everything, because what they would
 * find by themselves is not what the AWS CLI finds.
 *
 * @param serviceName as it stands in settings, such as `sts`
 * @throws GeneralError when requests cannot go to the endpoint that is configured for it
 */
export async function clientConfig(
  serviceName: string,
  { io, profile, settings, region, requestHandler }: CredentialContext,
) {
  const endpoint = endpointUrl(serviceName, profile, io);
  requireEndpointUrl(endpoint);
  return {
    region,
    requestHandler: new WatchedHandler(await requestHandler()),
    maxAttempts: settings.maxAttempts,
    retryMode: settings.retryMode,
    useFipsEndpoint: settings.useFipsEndpoint && endpoint === undefined,
    useDualstackEndpoint: settings.useDualStackEndpoint && endpoint === undefined,
    ...(endpoint === undefined ? {} : { endpoint }),
    ignoreConfiguredEndpointUrls: true,
  };
}

/** What to tell of the last request, where it got no answer. */
export function networkFailure(
  { requestHandler: { url, failure } }: ClientConfig,
  { io }: CredentialContext,
): Error | undefined {
  if (failure === undefined || url === undefined) return undefined;
  return explainNetworkFailure(failure, { endpoint: url, proxy: proxyFor(new URL(url), io) });
}
