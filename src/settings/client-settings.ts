import { GeneralError } from '../errors.ts';
import type { Io } from '../io.ts';
import { requireEndpointUrl } from './endpoint-url.ts';
import { settingsReader, type Settings, type Source } from './settings.ts';
import { wholeNumber } from './whole-number.ts';

/** All settings, those that it takes to make a client among them. */
export interface ClientSettings extends Settings {
  readonly retryMode: 'standard' | 'adaptive';
  /** How often a call is made at most, the first time included. */
  readonly maxAttempts: number;
}

const sources = {
  compressionSize: { environment: ['AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES'], key: 'request_min_compression_size_bytes' },
  requestChecksum: { environment: ['AWS_REQUEST_CHECKSUM_CALCULATION'], key: 'request_checksum_calculation' },
  responseChecksum: { environment: ['AWS_RESPONSE_CHECKSUM_VALIDATION'], key: 'response_checksum_validation' },
  accountEndpoints: { environment: ['AWS_ACCOUNT_ID_ENDPOINT_MODE'], key: 'account_id_endpoint_mode' },
  retryMode: { environment: ['AWS_RETRY_MODE'], key: 'retry_mode' },
  maxAttempts: { environment: ['AWS_MAX_ATTEMPTS'], key: 'max_attempts' },
} as const satisfies Record<string, Source>;

const defaultAttempts = 3;
const largestCompressionSize = 1_048_576;

/**
 * Adds what it takes to make a client. Like the AWS CLI when it makes its own, and in its order, this refuses what is
 * wrong, also in settings that no call here has a use for: checksums, compression, endpoints of accounts.
 *
 * @throws GeneralError
 */
export function clientSettings(settings: Settings, io: Io): ClientSettings {
  const lookUp = settingsReader(settings.profile, io);
  requireCompressionSize(lookUp(sources.compressionSize));
  for (const source of [sources.requestChecksum, sources.responseChecksum]) requireChecksumUse(source.key, lookUp(source));
  if (settings.signRequest) requireEndpointMode(lookUp(sources.accountEndpoints));
  const attempts = maxAttempts(lookUp(sources.maxAttempts));
  const mode = retryMode(lookUp(sources.retryMode));
  requireEndpointUrl(settings.endpointUrl);
  if (settings.verifyCertificate) requireCaBundle(settings.caBundle);
  return { ...settings, retryMode: mode, maxAttempts: attempts };
}

function requireCompressionSize(text: string | undefined): void {
  if (text === undefined) return;
  const size = wholeNumber(text);
  const form = size === undefined ? 'must be an integer. Received string instead' : size < 1 || size > largestCompressionSize ? `must be between 1 and ${String(largestCompressionSize)}` : undefined;
  if (form !== undefined) throw new GeneralError(`Invalid value "${text}" for request_min_compression_size_bytes. Value ${form}.`);
}

function requireChecksumUse(key: string, text: string | undefined): void {
  const use = text?.toLowerCase();
  if (use === undefined || use === 'when_supported' || use === 'when_required') return;
  throw new GeneralError(`Unsupported configuration value for ${key}. Expected one of ('when_supported', 'when_required') but got ${use}.`);
}

function requireEndpointMode(text: string | undefined): void {
  const mode = text?.toLowerCase();
  if (mode === undefined || mode === 'preferred' || mode === 'disabled' || mode === 'required') return;
  throw new GeneralError(`The configured value '${mode}' for 'account_id_endpoint_mode' is invalid. Valid values are: ('preferred', 'disabled', 'required').`);
}

function retryMode(text: string | undefined): ClientSettings['retryMode'] {
  if (text === undefined || text === 'standard') return 'standard';
  if (text === 'adaptive') return text;
  throw new GeneralError(`Invalid value provided to "mode": "${text}" must be one of: "standard" or "adaptive"`);
}

function requireCaBundle(path: string | undefined): void {
  if (path?.trim() !== '') return;
  throw new GeneralError(
    'Invalid CA bundle: the configured value (ca_bundle, AWS_CA_BUNDLE, REQUESTS_CA_BUNDLE, or verify) resolved to an empty or whitespace-only string. Provide a valid path to a CA bundle file.',
  );
}

function maxAttempts(text: string | undefined): number {
  if (text === undefined) return defaultAttempts;
  const attempts = wholeNumber(text);
  if (attempts !== undefined && attempts >= 1) return attempts;
  throw new GeneralError(`Value provided to "max_attempts": ${text} must be an integer greater than or equal to one.`);
}
