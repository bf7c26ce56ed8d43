import { AwsSdkSigV4Signer } from '@aws-sdk/core/httpAuthSchemes';
import { NoAuthSigner } from '@smithy/core';
import { HttpResponse } from '@smithy/core/protocols';
import type { IdentityProviderConfig } from '@smithy/types';

import type { Io } from '../platform/io.ts';
import { version } from '../platform/version.ts';
import { type RetrySettings, RetryStrategy } from './retry-strategy.ts';

/** What requests say about the tool's user. */
export interface ClientIdentity {
  readonly userAgentAppId: string | undefined;
}

/**
 * What each client of the SDK would otherwise look up in the environment and in files, where it does not find what the
 * AWS CLI finds. The Region, the endpoint and the credentials are the client's own.
 */
export function sdkSettings(settings: RetrySettings & ClientIdentity, io: Io) {
  return {
    defaultsMode: 'standard' as const,
    maxAttempts: settings.maxAttempts,
    retryMode: settings.retryMode,
    retryStrategy: new RetryStrategy(settings, io),
    ignoreConfiguredEndpointUrls: true,
    disableClockSkewCorrection: false,
    httpAuthSchemes: authSchemes(),
    authSchemePreference: [],
    sigv4aSigningRegionSet: () => Promise.resolve(undefined),
    defaultUserAgentProvider: () => Promise.resolve(userAgent(settings, io)),
    // The user agent above has it. The SDK would warn about a long one on the console.
    userAgentAppId: () => Promise.resolve(undefined),
  };
}

/** The SDK puts these together and replaces characters that a user agent may not have. */
function userAgent({ userAgentAppId }: ClientIdentity, { environment }: Io): [string, string][] {
  const { AWS_EXECUTION_ENV: executionEnvironment } = environment;
  return [
    ['ecr-cli', version],
    ...(executionEnvironment ? [['exec-env', executionEnvironment] satisfies [string, string]] : []),
    ...(userAgentAppId ? [['app', userAgentAppId] satisfies [string, string]] : []),
  ];
}

/** In milliseconds. A smaller difference does not explain why a service refuses a request. (As in the SDK) */
const minDifference = 4 * 60 * 1000;
/** In milliseconds. A larger difference is not the time of a service. */
const maxDifference = 24 * 60 * 60 * 1000;

/** The errors of services that refuse the time of a request. The last two may have another reason. */
const timeErrors = [
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
];

/** The calls, by the context of the SDK's middleware, after whose errors a time was adopted. */
const correctedCalls = new WeakSet();

/**
 * Signs requests as the SDK does. The SDK adopts the time of every response, even a wrong one from a proxy. Here the
 * service's time is adopted only after an error about the time, and once for each call; the call is then sent again.
 */
class ClockSigner extends AwsSdkSigV4Signer {
  override errorHandler(properties: Record<string, unknown>): (error: Error) => never {
    const adoptTime = super.errorHandler(properties);
    const { context: call } = properties;
    return (error) => {
      const difference = timeErrors.includes(error.name) ? clockDifference(error) : 0;
      if (difference < minDifference || difference > maxDifference) throw error;
      if (typeof call !== 'object' || call === null || correctedCalls.has(call)) throw error;
      correctedCalls.add(call);
      return adoptTime(error);
    };
  }

  override successHandler(): void {
    // The clock stays as it is.
  }
}

/** Returns the difference between this clock and the one of the service, in milliseconds; 0 if the latter is unknown. */
function clockDifference(error: Error): number {
  const response = '$response' in error ? error.$response : undefined;
  const date = HttpResponse.isInstance(response) ? response.headers['date'] : undefined;
  return date === undefined ? 0 : Math.abs(Date.parse(date) - Date.now()) || 0;
}

/** Returns how a client signs requests, or does not sign those that need no signature. */
export function authSchemes() {
  return [
    {
      schemeId: 'aws.auth#sigv4',
      identityProvider: (config: IdentityProviderConfig) => config.getIdentityProvider('aws.auth#sigv4'),
      signer: new ClockSigner(),
    },
    {
      schemeId: 'smithy.api#noAuth',
      identityProvider: () => () => Promise.resolve({}),
      signer: new NoAuthSigner(),
    },
  ];
}
