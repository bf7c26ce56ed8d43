import type { ECRClient } from '@aws-sdk/client-ecr';

import { GeneralError } from '../errors.ts';
import { urlOf } from './observer.ts';

/** @throws GeneralError when requests cannot go to the URL */
export function requireEndpointUrl(url: string | undefined): void {
  if (url === undefined || (URL.canParse(url) && /^https?:/i.test(url))) return;
  throw new GeneralError(`Invalid endpoint: ${url}`);
}

/** The URL that requests go to, as messages show it. */
export async function endpointOf(client: ECRClient): Promise<string> {
  const { endpointProvider, endpoint, region, useFipsEndpoint, useDualstackEndpoint } = client.config;
  if (endpoint !== undefined) {
    return urlOf(await endpoint());
  }
  const { url } = endpointProvider({
    Region: await region(),
    UseFIPS: await useFipsEndpoint(),
    UseDualStack: await useDualstackEndpoint(),
  });
  return url.href;
}
