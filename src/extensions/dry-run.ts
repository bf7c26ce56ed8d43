import type { ValueMap } from '../model/values.ts';
import type { Io } from '../platform/io.ts';
import { parseJson } from '../python/json.ts';
import { createClient, endpointOf } from '../service/client.ts';
import { requestBody } from '../service/request-body.ts';
import type { ClientSettings } from '../settings/client-settings.ts';
import { createRequestHandler } from '../transport/request-handler.ts';
import { TlsContexts } from '../transport/tls.ts';
import type { Call } from '../validation/preflight.ts';

/**
 * Returns the request of a call and its destination, for `--dry-run`. The client is created, so that errors in its
 * settings, such as the endpoint or the CA bundle, are reported. Credentials are not loaded.
 *
 * @throws GeneralError if the client cannot be created
 */
export async function plannedCall(
  { operation, parameters, region }: Call,
  settings: ClientSettings,
  io: Io,
): Promise<ValueMap> {
  const requestHandler = await createRequestHandler(settings, new TlsContexts(io), io);
  const client = createClient(settings, region, undefined, requestHandler, io);
  const endpoint = await endpointOf(client);
  client.destroy();
  return {
    operation: operation.name,
    endpoint,
    region,
    // Read from the body: writing it refuses dates and bytes, and converts values to lists.
    parameters: parseJson(requestBody(parameters, operation.input)),
  };
}
