import type { HttpResponse } from '@smithy/types';

import { serviceErrors } from '../model/service.ts';
import type { ValueMap } from '../model/values.ts';
import { errorMembers, messageText, parseErrorResponse, type WireResponse } from '../transport/wire-response.ts';

/**
 * An error response of the service, as the SDK's middleware expects it: `name`, `$metadata` and `$response` decide
 * about retries and the correction of the clock.
 */
export class ServiceException extends Error {
  readonly $fault: 'client' | 'server';
  readonly $metadata: { readonly httpStatusCode: number; readonly attempts?: number };
  readonly $response: HttpResponse;
  /** The error as botocore holds it. */
  readonly members: ValueMap;

  constructor(response: WireResponse) {
    const details = parseErrorResponse(response);
    super(messageText(details.message));
    this.name = details.code;
    this.$fault = response.status >= 500 ? 'server' : 'client';
    this.$metadata = { httpStatusCode: response.status };
    this.members = errorMembers(details, serviceErrors);
    this.$response = { statusCode: response.status, headers: { ...response.headers } };
  }
}
