import type { HttpHandler } from '@smithy/core/protocols';
import type { HttpHandlerOptions } from '@smithy/types';

import type { Answer } from '../service/answer.ts';
import { readBody } from '../transport/answer-body.ts';
import { urlOf } from '../service/observer.ts';

/**
 * Carries the requests of one of the SDK's providers, and remembers what came of the last one: the provider tells of a
 * failure in an error of its own, in which most of it is lost.
 */
export class WatchedHandler implements HttpHandler {
  readonly metadata: NonNullable<HttpHandler['metadata']>;
  attempts = 0;
  /** Where the last request went. */
  url: string | undefined;
  /** Why it got no answer. */
  failure: Error | undefined;
  /** The answer that it got, where that was an error. */
  refusal: Answer | undefined;
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
    this.failure = this.refusal = undefined;
    try {
      const { response } = await this.#carrier.handle(request, options);
      if (response.statusCode >= 300) {
        this.refusal = {
          status: response.statusCode,
          headers: { ...response.headers },
          body: await readBody(response.body),
        };
        response.body = Buffer.from(this.refusal.body);
      }
      return { response };
    } catch (error) {
      if (error instanceof Error) this.failure = error;
      throw error;
    }
  }

  updateHttpClientConfig(): void {
    return undefined;
  }

  httpHandlerConfigs(): object {
    return {};
  }
}
