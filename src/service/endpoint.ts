import type { ECRClient } from '@aws-sdk/client-ecr';

import { maskedUrl } from '../platform/masked-url.ts';
import { urlOf } from '../transport/request-url.ts';

/** The URL that requests go to, as messages show it. */
export async function endpointOf(client: ECRClient): Promise<string> {
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
