import type { Io } from '../platform/io.ts';
import { version } from '../platform/version.ts';
import { authSchemes } from './clock-signer.ts';
import { RetryStrategy, type RetrySettings } from './retry-strategy.ts';

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
