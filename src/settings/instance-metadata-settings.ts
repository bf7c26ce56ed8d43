import { GeneralError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import { maskedUrl } from '../platform/masks.ts';
import { parseInteger } from '../python/integers.ts';
import type { ChosenProfile } from './chosen-profile.ts';
import { checkedVariables } from './profile-paths.ts';
import { isTrue, settingsReader, type Source } from './settings.ts';

/** How to call the metadata service of an EC2 instance. */
export interface InstanceMetadataSettings {
  readonly isDisabled: boolean;
  readonly endpoint: string;
  /** In seconds. */
  readonly timeout: number;
  /** The most attempts for one request. */
  readonly attempts: number;
  /** Whether every request needs a token. */
  readonly needsToken: boolean;
}

const sources = {
  timeout: { environment: [checkedVariables.timeout], key: 'metadata_service_timeout' },
  attempts: { environment: [checkedVariables.attempts], key: 'metadata_service_num_attempts' },
  endpoint: { environment: [checkedVariables.endpoint], key: 'ec2_metadata_service_endpoint' },
  mode: { environment: [checkedVariables.mode], key: 'ec2_metadata_service_endpoint_mode' },
  useIpv6: { environment: ['AWS_IMDS_USE_IPV6'], key: 'imds_use_ipv6' },
  needsToken: { environment: ['AWS_EC2_METADATA_V1_DISABLED'], key: 'ec2_metadata_v1_disabled' },
} as const satisfies Record<string, Source>;

const modes = ['ipv4', 'ipv6'];

/**
 * Reads the settings in the AWS CLI's order. The AWS CLI does so in every run, whether or not it calls the service.
 *
 * @throws GeneralError for a text instead of an integer, an unknown mode, or an endpoint without a host
 */
export function instanceMetadataSettings(profile: ChosenProfile, io: Io): InstanceMetadataSettings {
  const lookUp = settingsReader(profile, io);
  const numbers = [sources.timeout, sources.attempts].map((source) => number(source.key, lookUp(source)));
  const mode = lookUp(sources.mode);
  if (mode !== undefined && !modes.includes(mode.toLowerCase())) {
    throw new GeneralError(
      `Invalid EC2 Instance Metadata endpoint mode: ${mode} Valid endpoint modes (case-insensitive): ('ipv4', 'ipv6').`,
    );
  }
  const isIpv6 = mode === undefined ? isTrue(lookUp(sources.useIpv6)) : mode.toLowerCase() === 'ipv6';
  const endpoint = lookUp(sources.endpoint) || (isIpv6 ? 'http://[fd00:ec2::254]/' : 'http://169.254.169.254/');
  if (!hasHost(endpoint)) throw invalidEndpoint(endpoint);
  const [timeout = 1, attempts = 1] = numbers;
  return {
    isDisabled: isTrue(io.environment['AWS_EC2_METADATA_DISABLED']),
    endpoint,
    timeout,
    attempts,
    needsToken: isTrue(lookUp(sources.needsToken)),
  };
}

export function invalidEndpoint(endpoint: string): GeneralError {
  return new GeneralError(`Invalid endpoint EC2 Instance Metadata endpoint: ${maskedUrl(endpoint)}`);
}

function number(key: string, text: string | undefined): number | undefined {
  const value = parseInteger(text);
  if (text === undefined || value !== undefined) return value;
  throw new GeneralError(`Value provided to "${key}": ${text} must be an integer.`);
}

/**
 * Whether a URL has a host name or an IPv6 address. (botocore: `is_valid_endpoint_url`, `is_valid_ipv6_endpoint_url`)
 */
function hasHost(url: string): boolean {
  const host = /^(?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^/?#]*@)?(\[[0-9a-f:.]+\]|[^/?#:[\]]+)/i.exec(url)?.[1] ?? '';
  return (
    host.length <= 255 &&
    !/[\t\r\n]/.test(url) &&
    /^(?:\[.+\]|(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)*(?!-)[a-z0-9-]{1,63}(?<!-)\.?)$/i.test(host)
  );
}
