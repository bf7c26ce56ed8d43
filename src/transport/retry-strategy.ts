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
  readonly throttlePatience?: number;
}

/** In milliseconds. */
const longestWait = 20_000;
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
  return Math.min(random() * 2 ** (failedAttempts - 1) * second, longestWait);
}

/**
 * How often a call was repeated; undefined unless all attempts were used. botocore counts before it asks whether
 * another one would help.
 */
export function retriesWhenExhausted(attempts: number, { maxAttempts }: RetrySettings): number | undefined {
  return attempts >= maxAttempts ? attempts - 1 : undefined;
}

export interface Token extends RetryToken {
  /** What `recordSuccess` gives back to the quota. */
  readonly cost: number;
}

/**
 * Retries as botocore's standard and adaptive modes do. The SDK's own strategies wait a twentieth of that time, heed
 * `Retry-After` and retry every 429.
 */
export class RetryStrategy implements RetryStrategyV2 {
  readonly mode: RetrySettings['retryMode'];
  readonly #maxAttempts: number;
  readonly #io: RetryIo;
  readonly #rateLimiter: DefaultRateLimiter | undefined;
  #quota = initialQuota;

  constructor({ retryMode, maxAttempts }: RetrySettings, io: RetryIo) {
    this.mode = retryMode;
    this.#maxAttempts = maxAttempts;
    this.#io = io;
    this.#rateLimiter = retryMode === 'adaptive' ? new DefaultRateLimiter() : undefined;
  }

  async acquireInitialRetryToken(): Promise<Token> {
    await this.#sendToken();
    return token(0, 1);
  }

  /** @throws Error where the call is not tried again; the SDK then reports the failure of the last attempt */
  async refreshRetryTokenForRetry(previous: RetryToken, info: RetryErrorInfo): Promise<Token> {
    this.#rateLimiter?.updateClientSendingRate(info);
    const failedAttempts = previous.getRetryCount() + 1;
    if (failedAttempts >= this.#maxAttempts) throw new Error('All attempts are used.');
    if (!isRetryable(info.error)) throw new Error('Another attempt would not help.');
    const cost = isTimeout(info.error) ? timeoutCost : retryCost;
    if (cost > this.#quota) throw new Error('The quota for retries is used up.');
    this.#quota -= cost;
    await waitToRetry(info, async () => {
      await this.#io.sleep(backoff(failedAttempts, this.#io));
      await this.#sendToken();
    });
    return token(failedAttempts, cost);
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
export async function waitToRetry({ error }: RetryErrorInfo, wait: () => Promise<void>): Promise<void> {
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

export function token(retries: number, cost: number): Token {
  return { getRetryCount: () => retries, getRetryDelay: () => 0, cost };
}

function isTimeout(error: unknown): boolean {
  return networkFailure(error)?.endsWith('timeout') === true;
}

/** Whether the call may succeed after a wait. Waiting does not raise a quota, which LimitExceededException reports. */
export function isThrottling(error: RetryErrorInfo['error']): boolean {
  return error !== undefined && error.name !== 'LimitExceededException' && throttlingCodes.includes(error.name);
}

/**
 * Whether botocore would try again, except after a refused certificate, which would only be refused again.
 */
function isRetryable(error: RetryErrorInfo['error']): boolean {
  if (error === undefined) return false;
  const failure = networkFailure(error);
  if (failure !== undefined) return failure !== 'certificate';
  const { $metadata: metadata, $retryable: retryable, name } = error;
  return (
    retryable !== undefined ||
    metadata?.clockSkewCorrected === true ||
    transientStatuses.includes(metadata?.httpStatusCode ?? 0) ||
    transientCodes.includes(name) ||
    throttlingCodes.includes(name)
  );
}
