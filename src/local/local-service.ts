import type http from 'node:http';

import type { Identity } from './identity.ts';
import type { LocalError } from './local-error.ts';

export interface LocalRequest {
  readonly method: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  /** The ID of the request, for responses that repeat it in their body. */
  readonly requestId: string;
  /**
   * Identifies the caller by the signature.
   *
   * @throws LocalError for a signature that is missing, malformed or for another service
   */
  readonly caller: () => Identity;
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
  /** Returns whether a request is for this service. */
  serves(headers: http.IncomingHttpHeaders): boolean;
  /** @throws LocalError with the error that the service would return */
  respond(request: LocalRequest): LocalResponse;
  errorResponse(error: LocalError, requestId: string): LocalResponse;
}
