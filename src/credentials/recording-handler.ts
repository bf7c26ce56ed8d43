import type { HttpHandler } from '@smithy/core/protocols';
import type { HttpHandlerOptions } from '@smithy/types';

import { urlOf } from '../transport/request-url.ts';
import { readWireResponse, type WireResponse } from '../transport/wire-response.ts';

/**
 * Carries the requests of one of the SDK's providers and records the last exchange. The providers' own errors keep too
 * little of it to report a failure as the AWS CLI does.
 */
export class RecordingHandler implements HttpHandler {
  readonly metadata: NonNullable<HttpHandler['metadata']>;
  attempts = 0;
  /** Where the last request went. */
  url: string | undefined;
  /** Why the last request got no response. */
  failure: Error | undefined;
  response: WireResponse | undefined;
  readonly #carrier: HttpHandler;

  constructor(carrier: HttpHandler) {
    this.#carrier = carrier;
    this.metadata = carrier.metadata ?? { handlerProtocol: 'http/1.1' };
  }

  async handle(
    request: Parameters<HttpHandler['handle']>[0],
    options?: HttpHandlerOptions,
  ): ReturnType<HttpHandler['handle']> {
    this.attempts += 1;
    this.url = urlOf(request);
    this.failure = this.response = undefined;
    try {
      const { response } = await this.#carrier.handle(request, options);
      this.response = await readWireResponse(response);
      response.body = Buffer.from(this.response.body);
      return { response };
    } catch (error) {
      if (error instanceof Error) this.failure = error;
      throw error;
    }
  }

  updateHttpClientConfig(): void {
    // The carrier has all its settings.
  }

  httpHandlerConfigs(): object {
    return {};
  }
}
