import { partition } from '@aws-sdk/core/client';

import { endpointUrl, requireEndpointUrl } from '../settings/endpoint-url.ts';
import { requireRegionName } from '../settings/settings.ts';
import { createRequestHandler } from '../transport/request-handler.ts';
import { sdkSettings } from '../transport/sdk-settings.ts';
import type { CredentialContext } from './context.ts';

/** What the client of a service other than ECR depends on. */
type ClientContext = Omit<CredentialContext, 'shared'>;

/**
 * All settings of a client for a service that issues credentials. What the SDK would look up differs from what the AWS
 * CLI uses.
 *
 * @param serviceName as in settings, such as `sts`
 * @throws GeneralError when the endpoint that is configured for it is not a URL for requests
 */
export async function clientConfig(serviceName: string, context: ClientContext) {
  const { io, settings, region } = context;
  const endpoint = issuerEndpoint(serviceName, context);
  return {
    ...sdkSettings(settings, io),
    region,
    requestHandler: await issuerHandler(endpoint, context),
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
export function issuerEndpoint(serviceName: string, { profile, io }: ClientContext): string | undefined {
  const endpoint = endpointUrl(serviceName, profile, io);
  requireEndpointUrl(endpoint);
  return endpoint;
}

/**
 * Connects to a service that issues credentials. --no-verify-ssl is about the call of ECR alone. (AWS CLI behavior)
 */
export function issuerHandler(endpoint: string | undefined, { settings, tls, io }: ClientContext) {
  return createRequestHandler({ ...settings, verifyCertificate: true, endpointUrl: endpoint }, tls, io, 'credentials');
}

/**
 * The URL of a service of SSO in a Region, with `/` at its end. (Endpoint rules of SSO and SSO OIDC, 2019-06-10)
 *
 * @throws GeneralError for a bad name of a Region or a configured endpoint that is not a URL for requests
 */
export function ssoEndpoint(serviceName: 'sso' | 'sso_oidc', region: string, context: CredentialContext): URL {
  const configured = issuerEndpoint(serviceName, context);
  if (configured !== undefined) return withFinalSlash(configured);
  requireRegionName(region);
  const { useFipsEndpoint, useDualStackEndpoint } = context.settings;
  const { dnsSuffix, dualStackDnsSuffix } = partition(region);
  const fips = useFipsEndpoint && (useDualStackEndpoint || !region.startsWith('us-gov-')) ? '-fips' : '';
  const host = `${serviceName === 'sso' ? 'portal.sso' : 'oidc'}${fips}`;
  return new URL(`https://${host}.${region}.${useDualStackEndpoint ? dualStackDnsSuffix : dnsSuffix}/`);
}

export function withFinalSlash(url: string): URL {
  return new URL(url.endsWith('/') ? url : `${url}/`);
}
