import { ConfigurationError } from '../model/errors.ts';
import { timestampFormats } from '../model/options.ts';

export type TimestampFormat = (typeof timestampFormats)[number];

/**
 * What `cli_timestamp_format` says.
 *
 * @throws ConfigurationError for a format that does not exist
 */
export function timestampFormat(name = 'iso8601'): TimestampFormat {
  const format = timestampFormats.find((one) => one === name);
  if (format !== undefined) return format;
  throw new ConfigurationError(
    'Configuration',
    `Unknown cli_timestamp_format value: ${name}, valid values are "wire" or "iso8601"`,
  );
}
