import { ConfigurationError } from '../model/errors.ts';
import { timestampFormats } from '../model/options.ts';

export type TimestampFormat = (typeof timestampFormats)[number];

/**
 * The format of timestamps in the output, from `cli_timestamp_format`.
 *
 * @throws ConfigurationError for an unknown format
 */
export function timestampFormat(name = 'iso8601'): TimestampFormat {
  const format = timestampFormats.find((one) => one === name);
  if (format !== undefined) return format;
  throw new ConfigurationError(
    'Configuration',
    `Unknown cli_timestamp_format value: ${name}, valid values are "wire" or "iso8601"`,
  );
}
