import type { Io } from '../platform/io.ts';
import { parseJson } from '../python/json.ts';
import { createClient } from '../service/client.ts';
import { endpointOf } from '../service/endpoint.ts';
import { requestBody } from '../service/request-body.ts';
import { createRequestHandler } from '../transport/request-handler.ts';
import type { ClientSettings } from '../settings/client-settings.ts';
import type { Call } from '../validation/preflight.ts';
import type { ValueMap } from '../model/values.ts';

/**
 * What a call would send and where, for `--dry-run`. The client that would send it is made, so that what it would
 * refuse (an endpoint, a file of certificates) is refused here too; credentials are not looked up.
 *
 * @throws GeneralError where the client cannot be made
 */
export async function plannedCall(
  { operation, parameters, region }: Call,
  settings: ClientSettings,
  io: Io,
): Promise<ValueMap> {
  const client = createClient(settings, region, undefined, await createRequestHandler(settings, io), io);
  const endpoint = await endpointOf(client);
  client.destroy();
  return {
    operation: operation.name,
    endpoint,
    region,
    parameters: parseJson(requestBody(parameters, operation.input)),
  };
}
