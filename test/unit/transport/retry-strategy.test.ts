import type { RetryErrorInfo } from '@smithy/types';
import { describe, expect, it } from 'vitest';

import { Interrupted } from '../../../src/model/errors.ts';
import { backoff, interruptionOf, retriesWhenExhausted, RetryStrategy } from '../../../src/transport/retry-strategy.ts';
import { testIo } from '../../support/test-io.ts';

type SdkError = NonNullable<RetryErrorInfo['error']>;

/** An error response, or a network error. */
const failure = (name: string, more: object = {}): SdkError => {
  const error: Omit<Error, 'cause'> = new Error(name);
  return Object.assign(error, { name, ...more });
};
const status = (httpStatusCode: number, name = String(httpStatusCode)) =>
  failure(name, { $metadata: { httpStatusCode } });
const unavailable = status(503);

/** Fails every attempt until the strategy gives up. */
async function attempts(
  error: SdkError,
  settings: {
    readonly maxAttempts?: number;
    readonly retryMode?: 'standard' | 'adaptive';
    readonly hint?: Date;
    readonly throttleTimeout?: number;
  } = {},
): Promise<{ readonly count: number; readonly waits: number[] }> {
  const waits: number[] = [];
  const { maxAttempts = 3, retryMode = 'standard', hint, throttleTimeout = 0 } = settings;
  const io = testIo();
  const start = io.now().getTime();
  const strategy = new RetryStrategy(
    { maxAttempts, retryMode, throttleTimeout },
    {
      ...io,
      now: () => new Date(start + waits.reduce((sum, wait) => sum + wait, 0)),
      sleep: (milliseconds) => Promise.resolve(void waits.push(milliseconds)),
    },
  );
  let token = await strategy.acquireInitialRetryToken();
  for (;;) {
    try {
      token = await strategy.refreshRetryTokenForRetry(token, {
        error,
        errorType: 'TRANSIENT',
        ...(hint === undefined ? {} : { retryAfterHint: hint }),
      });
    } catch {
      return { count: token.getRetryCount() + 1, waits };
    }
  }
}

describe('backoff', () => {
  it('doubles up to 20 seconds', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 40].map((failed) => backoff(failed, { random: () => 1 }));
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 20_000, 20_000, 20_000]);
  });

  it('is a random part of the delay', () => {
    expect(backoff(3, { random: () => 0.25 })).toBe(1000);
    expect(backoff(1, { random: () => 0 })).toBe(0);
  });
});

describe('RetryStrategy', () => {
  it('waits before each retry', async () => {
    expect(await attempts(unavailable, { maxAttempts: 4 })).toEqual({ count: 4, waits: [500, 1000, 2000] });
  });

  it('does not retry with one attempt', async () => {
    expect(await attempts(unavailable, { maxAttempts: 1 })).toEqual({ count: 1, waits: [] });
  });

  it('ignores Retry-After', async () => {
    expect((await attempts(unavailable, { hint: new Date(Date.now() + 60_000) })).waits).toEqual([500, 1000]);
  });

  // As seen with the AWS CLI 2.36.
  it.each([
    [status(500), true],
    [status(501), false],
    [status(502), true],
    [status(504), true],
    [status(429, 'Odd'), false],
    [status(400, 'ThrottlingException'), true],
    [status(400, 'PriorRequestNotComplete'), true],
    [status(400, 'RequestTimeout'), true],
    [status(400, 'ValidationException'), false],
    [failure('IDPCommunicationErrorException', { $retryable: {} }), true],
    [failure('RequestTimeTooSkewed', { $metadata: { clockSkewCorrected: true } }), true],
    [failure('Error', { code: 'ECONNREFUSED' }), true],
    [failure('Error', { code: 'HPE_INVALID_CONSTANT' }), true],
    [failure('TimeoutError'), true],
    [failure('Error', { code: 'CERT_HAS_EXPIRED' }), false],
    [failure('TypeError', { code: 'ERR_INVALID_CHAR' }), false],
  ])('retries %s: %j', async (error, isRetried) => {
    expect((await attempts(error)).count).toBe(isRetried ? 3 : 1);
  });

  it('stops when the quota is used up', async () => {
    expect((await attempts(unavailable, { maxAttempts: 1000 })).count).toBe(101);
    expect((await attempts(failure('TimeoutError'), { maxAttempts: 1000 })).count).toBe(51);
  });

  it('restores its quota after a success', async () => {
    const strategy = new RetryStrategy({ maxAttempts: 1000, retryMode: 'standard' }, { ...testIo(), random: () => 0 });
    const retryOnce = async () =>
      strategy.refreshRetryTokenForRetry(await strategy.acquireInitialRetryToken(), {
        error: unavailable,
        errorType: 'TRANSIENT',
      });
    for (let calls = 0; calls < 200; calls++) strategy.recordSuccess(await retryOnce());
    expect((await retryOnce()).getRetryCount()).toBe(1);
  });

  it('stops when a signal ends a wait, and says so by the cause of the failure', async () => {
    const interruption = new Interrupted('SIGTERM');
    const settings = { maxAttempts: 3, retryMode: 'standard' } as const;
    const io = { ...testIo(), sleep: () => Promise.reject(interruption) };
    for (const strategy of [
      new RetryStrategy(settings, io),
      new RetryStrategy({ ...settings, throttleTimeout: 1000 }, io),
    ]) {
      const error = failure('ThrottlingException');
      expect(interruptionOf(error)).toBeUndefined();
      await expect(
        strategy.refreshRetryTokenForRetry(await strategy.acquireInitialRetryToken(), {
          error,
          errorType: 'THROTTLING',
        }),
      ).rejects.toBe(interruption);
      expect(interruptionOf(error)).toBe(interruption);
    }
  });

  it.each([status(400, 'ThrottlingException'), status(429, 'Odd')])(
    'with a throttle timeout retries %s until then',
    async (throttled) => {
      const { waits } = await attempts(throttled, { throttleTimeout: 60_000 });
      expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]);
    },
  );

  it('with a throttle timeout keeps to the attempts for other failures', async () => {
    for (const error of [unavailable, status(400, 'LimitExceededException'), failure('TimeoutError')])
      expect((await attempts(error, { throttleTimeout: 60_000 })).count).toBe(3);
  });

  it('has an adaptive mode', async () => {
    expect(await attempts(unavailable, { retryMode: 'adaptive' })).toEqual({ count: 3, waits: [500, 1000] });
  });
});

describe('retriesWhenExhausted', () => {
  it('counts the retries when all attempts were used', () => {
    const settings = { maxAttempts: 3, retryMode: 'standard' } as const;
    expect([1, 2, 3].map((count) => retriesWhenExhausted(count, settings))).toEqual([undefined, undefined, 2]);
  });
});
