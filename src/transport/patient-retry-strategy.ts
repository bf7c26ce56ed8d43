import type { RetryErrorInfo, RetryToken } from '@smithy/types';

import {
  backoff,
  isThrottling,
  RetryStrategy,
  token,
  waitToRetry,
  type RetryIo,
  type RetrySettings,
  type Token,
} from './retry-strategy.ts';

/**
 * Retries throttled calls for a length of time, not a number of attempts; other failures are retried as usual. Handles
 * one call at a time.
 */
export class PatientRetryStrategy extends RetryStrategy {
  readonly #patience: number;
  readonly #io: RetryIo;
  #start = 0;

  /** @param patience in milliseconds */
  constructor(settings: RetrySettings, patience: number, io: RetryIo) {
    super(settings, io);
    this.#patience = patience;
    this.#io = io;
  }

  override acquireInitialRetryToken(): Promise<Token> {
    this.#start = this.#io.now().getTime();
    return super.acquireInitialRetryToken();
  }

  override async refreshRetryTokenForRetry(previous: RetryToken, info: RetryErrorInfo): Promise<Token> {
    const elapsed = this.#io.now().getTime() - this.#start;
    if (!isThrottling(info.error) || elapsed >= this.#patience) return super.refreshRetryTokenForRetry(previous, info);
    const failedAttempts = previous.getRetryCount() + 1;
    await waitToRetry(info, () => this.#io.sleep(backoff(failedAttempts, this.#io)));
    return token(failedAttempts, 0);
  }
}
