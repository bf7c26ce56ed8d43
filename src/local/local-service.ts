import type http from 'node:http';

import type { Identity } from './identity.ts';
import type { LocalError } from './local-error.ts';

export interface LocalRequest {
  readonly method: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  readonly caller: Identity;
  /** The ID of the request, for responses that repeat it in their body. */
  readonly requestId: string;
}

export interface LocalResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** A service of the local endpoint: its operations and its wire protocol. */
export interface LocalService {
  /** The service's name in the credential scope of a signature. */
  readonly signingName: string;
  /** @throws LocalError with the error that the service would return */
  respond(request: LocalRequest): LocalResponse;
  errorResponse(error: LocalError, requestId: string): LocalResponse;
}
