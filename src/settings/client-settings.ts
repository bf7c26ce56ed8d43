import { GeneralError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import { parseInteger } from '../python/integers.ts';
import { requireEndpointUrl } from './endpoint-url.ts';
import { type Settings, settingsReader, type Source } from './settings.ts';

/** All settings, including those of the SDK's client. */
export interface ClientSettings extends Settings {
  readonly retryMode: 'standard' | 'adaptive';
  /** The most attempts for one call, including the first. */
  readonly maxAttempts: number;
  /** A throttled call is tried again for this long, in milliseconds. Only commands for many registries set it. */
  readonly throttleTimeout?: number;
  /** A name of the user's application for the user agent; may be empty. */
  readonly userAgentAppId: string | undefined;
}

const sources = {
  compressionSize: {
    environment: ['AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES'],
    key: 'request_min_compression_size_bytes',
  },
  requestChecksum: { environment: ['AWS_REQUEST_CHECKSUM_CALCULATION'], key: 'request_checksum_calculation' },
  responseChecksum: { environment: ['AWS_RESPONSE_CHECKSUM_VALIDATION'], key: 'response_checksum_validation' },
  accountEndpoints: { environment: ['AWS_ACCOUNT_ID_ENDPOINT_MODE'], key: 'account_id_endpoint_mode' },
  retryMode: { environment: ['AWS_RETRY_MODE'], key: 'retry_mode' },
  maxAttempts: { environment: ['AWS_MAX_ATTEMPTS'], key: 'max_attempts' },
  userAgentAppId: { environment: ['AWS_SDK_UA_APP_ID'], key: 'sdk_ua_app_id' },
} as const satisfies Record<string, Source>;

const defaultAttempts = 3;
const maxCompressionSize = 1_048_576;

/**
 * Adds the settings of the SDK's client. They are checked in the AWS CLI's order, even those that have no effect on
 * calls to ECR: checksums, compression, account endpoints.
 *
 * @throws GeneralError
 */
export function clientSettings(settings: Settings, io: Io): ClientSettings {
  const lookUp = settingsReader(settings.profile, io);
  requireCompressionSize(lookUp(sources.compressionSize));
  for (const source of [sources.requestChecksum, sources.responseChecksum]) {
    requireOneOf(
      ['when_supported', 'when_required'],
      lookUp(source),
      (value, list) => `Unsupported configuration value for ${source.key}. Expected one of ${list} but got ${value}.`,
    );
  }
  if (settings.signRequest) {
    requireOneOf(
      ['preferred', 'disabled', 'required'],
      lookUp(sources.accountEndpoints),
      (value, list) =>
        `The configured value '${value}' for 'account_id_endpoint_mode' is invalid. Valid values are: ${list}.`,
    );
  }
  const attempts = maxAttempts(lookUp(sources.maxAttempts));
  const mode = retryMode(lookUp(sources.retryMode));
  requireEndpointUrl(settings.endpointUrl);
  if (settings.verifyCertificate) requireCaBundle(settings.caBundle);
  const userAgentAppId = lookUp(sources.userAgentAppId);
  return { ...settings, retryMode: mode, maxAttempts: attempts, userAgentAppId };
}

function requireCompressionSize(text: string | undefined): void {
  if (text === undefined) return;
  const size = parseInteger(text);
  const form =
    size === undefined
      ? 'must be an integer. Received string instead'
      : size < 1 || size > maxCompressionSize
        ? `must be between 1 and ${String(maxCompressionSize)}`
        : undefined;
  if (form !== undefined)
    throw new GeneralError(`Invalid value "${text}" for request_min_compression_size_bytes. Value ${form}.`);
}

/** @param message writes the error from the value in lower case and the list of choices */
function requireOneOf(
  choices: readonly string[],
  text: string | undefined,
  message: (value: string, list: string) => string,
): void {
  const value = text?.toLowerCase();
  if (value === undefined || choices.includes(value)) return;
  throw new GeneralError(message(value, `(${choices.map((choice) => `'${choice}'`).join(', ')})`));
}

function requireCaBundle(path: string | undefined): void {
  if (path?.trim() !== '') return;
  throw new GeneralError(
    'Invalid CA bundle: the configured value (ca_bundle, AWS_CA_BUNDLE, REQUESTS_CA_BUNDLE, or verify) resolved ' +
      'to an empty or whitespace-only string. Provide a valid path to a CA bundle file.',
  );
}

function retryMode(text: string | undefined): ClientSettings['retryMode'] {
  if (text === undefined || text === 'standard') return 'standard';
  if (text === 'adaptive') return text;
  throw new GeneralError(`Invalid value provided to "mode": "${text}" must be one of: "standard" or "adaptive"`);
}

function maxAttempts(text: string | undefined): number {
  if (text === undefined) return defaultAttempts;
  const attempts = parseInteger(text);
  if (attempts !== undefined && attempts >= 1) return attempts;
  throw new GeneralError(`Value provided to "max_attempts": ${text} must be an integer greater than or equal to one.`);
}
