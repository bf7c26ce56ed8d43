import type { NodeHttpHandler, NodeHttpHandlerOptions } from '@smithy/node-http-handler';
import type { HttpHandlerOptions } from '@smithy/types';

import type { Answer } from '../answer.ts';
import { readBody } from '../answer-body.ts';
import { urlOf } from '../observer.ts';

/**
 * Carries the requests of one of the SDK's providers, and remembers what came of the last one: the provider tells of a
 * failure in an error of its own, in which most of it is lost.
 */
export class WatchedHandler {
  readonly metadata: NodeHttpHandler['metadata'];
  attempts = 0;
  /** Where the last request went. */
  url: string | undefined;
  /** Why it got no answer. */
  failure: Error | undefined;
  /** The answer that it got, where that was an error. */
  refusal: Answer | undefined;
  readonly #carrier: NodeHttpHandler;

  constructor(carrier: NodeHttpHandler) {
    this.#carrier = carrier;
    this.metadata = carrier.metadata;
  }

  async handle(request: Parameters<NodeHttpHandler['handle']>[0], options?: HttpHandlerOptions): ReturnType<NodeHttpHandler['handle']> {
    this.attempts += 1;
    this.url = urlOf(request);
    this.failure = this.refusal = undefined;
    try {
      const { response } = await this.#carrier.handle(request, options);
      if (response.statusCode >= 300) {
        this.refusal = { status: response.statusCode, headers: { ...response.headers }, body: await readBody(response.body) };
        response.body = Buffer.from(this.refusal.body);
      }
      return { response };
    } catch (error) {
      if (error instanceof Error) this.failure = error;
      throw error;
    }
  }

  destroy(): void {
    this.#carrier.destroy();
  }

  updateHttpClientConfig(key: keyof NodeHttpHandlerOptions, value: NodeHttpHandlerOptions[typeof key]): void {
    this.#carrier.updateHttpClientConfig(key, value);
  }

  httpHandlerConfigs(): NodeHttpHandlerOptions {
    return this.#carrier.httpHandlerConfigs();
  }
}
