import { DefaultRateLimiter } from '@smithy/core/retry';
import type { RetryErrorInfo, RetryStrategyV2, RetryToken } from '@smithy/types';

import { Interrupted } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import { networkFailure } from './network-failure.ts';

/** What retries need of the outside. */
export type RetryIo = Pick<Io, 'interruption' | 'now' | 'random' | 'sleep'>;

/** How often and how a client retries. */
export interface RetrySettings {
  readonly retryMode: 'standard' | 'adaptive';
  /** The most attempts for one call, including the first. */
  readonly maxAttempts: number;
  /** A throttled call is tried again for this long, in milliseconds, whatever the other limits say. */
  readonly throttleTimeout?: number;
}

/** In milliseconds. */
const maxWait = 20_000;
const second = 1000;

/** Failures use these up; a client without enough left stops retrying. (botocore's retries/quota.py) */
const initialQuota = 500;
const retryCost = 5;
const timeoutCost = 10;

const transientStatuses = [500, 502, 503, 504];
const transientCodes = ['RequestTimeout', 'RequestTimeoutException', 'PriorRequestNotComplete'];
const throttlingCodes = [
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottledException',
  'TooManyRequestsException',
  'ProvisionedThroughputExceededException',
  'TransactionInProgressException',
  'RequestLimitExceeded',
  'BandwidthLimitExceeded',
  'LimitExceededException',
  'RequestThrottled',
  'SlowDown',
  'EC2ThrottledException',
];

/**
 * In milliseconds, before the attempt that follows a number of failed ones; `Retry-After` does not count. (botocore's
 * retries/standard.py)
 */
export function backoff(failedAttempts: number, { random }: Pick<Io, 'random'>): number {
  return Math.min(random() * 2 ** (failedAttempts - 1) * second, maxWait);
}

/**
 * How often a call was repeated; undefined unless all attempts were used. botocore counts before it asks whether
 * another one would help.
 */
export function retriesWhenExhausted(attempts: number, { maxAttempts }: RetrySettings): number | undefined {
  return attempts >= maxAttempts ? attempts - 1 : undefined;
}

interface Token extends RetryToken {
  /** What `recordSuccess` gives back to the quota. */
  readonly cost: number;
  /** When the call started, in milliseconds since 1970. */
  readonly start: number;
}

/**
 * Retries as botocore's standard and adaptive modes do. The SDK's own strategies wait a twentieth of that time, heed
 * `Retry-After` and retry every 429. With a throttle timeout, a throttled call is tried again until then, whatever the
 * number of attempts and the quota.
 */
export class RetryStrategy implements RetryStrategyV2 {
  readonly mode: RetrySettings['retryMode'];
  readonly #maxAttempts: number;
  readonly #throttleTimeout: number;
  readonly #io: RetryIo;
  readonly #rateLimiter: DefaultRateLimiter | undefined;
  #quota = initialQuota;

  constructor({ retryMode, maxAttempts, throttleTimeout = 0 }: RetrySettings, io: RetryIo) {
    this.mode = retryMode;
    this.#maxAttempts = maxAttempts;
    this.#throttleTimeout = throttleTimeout;
    this.#io = io;
    this.#rateLimiter = retryMode === 'adaptive' ? new DefaultRateLimiter() : undefined;
  }

  async acquireInitialRetryToken(): Promise<Token> {
    await this.#sendToken();
    return { ...retries(0), cost: 1, start: this.#io.now().getTime() };
  }

  /** @throws Error where the call is not tried again; the SDK then reports the failure of the last attempt */
  async refreshRetryTokenForRetry(previous: RetryToken, info: RetryErrorInfo): Promise<Token> {
    this.#rateLimiter?.updateClientSendingRate(info);
    const failedAttempts = previous.getRetryCount() + 1;
    const start = 'start' in previous && typeof previous.start === 'number' ? previous.start : -Infinity;
    const waits = isThrottling(info.error) && this.#io.now().getTime() - start < this.#throttleTimeout;
    const cost = waits ? 0 : this.#costOf(failedAttempts, info.error);
    this.#quota -= cost;
    await waitToRetry(info, async () => {
      await this.#io.sleep(backoff(failedAttempts, this.#io));
      await this.#sendToken();
    });
    return { ...retries(failedAttempts), cost, start };
  }

  /** @throws Error where the call is not tried again */
  #costOf(failedAttempts: number, error: RetryErrorInfo['error']): number {
    if (failedAttempts >= this.#maxAttempts) throw new Error('All attempts are used.');
    if (!isRetryable(error)) throw new Error('Another attempt would not help.');
    const cost = isTimeout(error) ? timeoutCost : retryCost;
    if (cost > this.#quota) throw new Error('The quota for retries is used up.');
    return cost;
  }

  /** Waits as long as the adaptive mode asks for. */
  async #sendToken(): Promise<void> {
    const rateLimiter = this.#rateLimiter;
    if (rateLimiter !== undefined) await this.#io.interruption.wait(() => rateLimiter.getSendToken());
  }

  recordSuccess(last: RetryToken): void {
    this.#rateLimiter?.updateClientSendingRate({});
    const cost = 'cost' in last && typeof last.cost === 'number' ? last.cost : 0;
    this.#quota = Math.min(this.#quota + cost, initialQuota);
  }
}

/**
 * Waits before the next attempt. The SDK reports the failure of the last attempt whatever ends the wait, so an
 * interruption becomes the cause of that failure.
 *
 * @throws Interrupted
 */
async function waitToRetry({ error }: RetryErrorInfo, wait: () => Promise<void>): Promise<void> {
  try {
    await wait();
  } catch (failure) {
    if (error instanceof Error && failure instanceof Interrupted) error.cause = failure;
    throw failure;
  }
}

/** Returns the interruption because of which a failed call was not tried again. */
export function interruptionOf(error: unknown): Interrupted | undefined {
  return error instanceof Error && error.cause instanceof Interrupted ? error.cause : undefined;
}

function retries(count: number): RetryToken {
  return { getRetryCount: () => count, getRetryDelay: () => 0 };
}

/**
 * Calls `send`, and again as the strategy says, for requests that are not sent by a client of the SDK.
 *
 * @throws Error the failure of the last attempt
 */
export async function retried<T>(strategy: RetryStrategyV2, send: () => Promise<T>): Promise<T> {
  let token = await strategy.acquireInitialRetryToken('');
  for (;;) {
    try {
      const result = await send();
      strategy.recordSuccess(token);
      return result;
    } catch (error) {
      if (!isSdkError(error)) throw error;
      token = await strategy.refreshRetryTokenForRetry(token, { error, errorType: 'TRANSIENT' }).catch(() => {
        throw error;
      });
    }
  }
}

function isTimeout(error: unknown): boolean {
  return networkFailure(error)?.endsWith('timeout') === true;
}

/** The members that the SDK adds to an Error are all optional. */
function isSdkError(error: unknown): error is NonNullable<RetryErrorInfo['error']> {
  return error instanceof Error;
}

/** Whether the call may succeed after a wait. Waiting does not raise a quota, which LimitExceededException reports. */
function isThrottling(error: RetryErrorInfo['error']): boolean {
  if (error === undefined || error.name === 'LimitExceededException') return false;
  return throttlingCodes.includes(error.name) || error.$metadata?.httpStatusCode === 429;
}

/**
 * Whether botocore would try again, except after a refused certificate, which would only be refused again, and after a
 * response that Node cannot parse, because the service has received the request.
 */
function isRetryable(error: RetryErrorInfo['error']): boolean {
  if (error === undefined) return false;
  const failure = networkFailure(error);
  if (failure !== undefined) return failure !== 'certificate' && failure !== 'malformed response';
  const { $metadata: metadata, $retryable: retryable, name } = error;
  return (
    retryable !== undefined ||
    metadata?.clockSkewCorrected === true ||
    transientStatuses.includes(metadata?.httpStatusCode ?? 0) ||
    transientCodes.includes(name) ||
    throttlingCodes.includes(name)
  );
}
