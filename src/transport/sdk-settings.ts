import type { Io } from '../platform/io.ts';
import { version } from '../platform/version.ts';
import { PatientRetryStrategy } from './patient-retry-strategy.ts';
import { RetryStrategy, type RetrySettings } from './retry-strategy.ts';

/**
 * What each client of the SDK would otherwise look up in the environment and in files, where it does not find what the
 * AWS CLI finds. The Region, the endpoint and the credentials are the client's own.
 */
export function sdkSettings(settings: RetrySettings, io: Io) {
  return {
    defaultsMode: 'standard' as const,
    maxAttempts: settings.maxAttempts,
    retryMode: settings.retryMode,
    retryStrategy:
      settings.throttlePatience === undefined
        ? new RetryStrategy(settings, io)
        : new PatientRetryStrategy(settings, settings.throttlePatience, io),
    ignoreConfiguredEndpointUrls: true,
    disableClockSkewCorrection: false,
    authSchemePreference: [],
    sigv4aSigningRegionSet: () => Promise.resolve(undefined),
    defaultUserAgentProvider: () => Promise.resolve<[string, string][]>([['ecr-cli', version]]),
    userAgentAppId: () => Promise.resolve(undefined),
  };
}
