import type { Provider } from '@smithy/types';

import { maskedUrl } from '../platform/masked-url.ts';
import { urlOf } from '../transport/request-url.ts';

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
