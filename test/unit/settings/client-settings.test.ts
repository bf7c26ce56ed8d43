import { describe, expect, it } from 'vitest';

import { clientSettings } from '../../../src/settings/client-settings.ts';
import { resolveSettings } from '../../../src/settings/settings.ts';
import { testIo } from '../../support/test-io.ts';

function settings(environment: Record<string, string> = {}, profile = '', signRequest = true) {
  const io = testIo(environment, { '/home/someone/.aws/config': `[default]\n${profile}\n` });
  return clientSettings(resolveSettings({ signRequest }, io), io);
}

describe('clientSettings', () => {
  it('has the defaults of the AWS CLI', () => {
    expect(settings()).toMatchObject({ retryMode: 'standard', maxAttempts: 3, output: 'json' });
  });

  it('prefers the environment to the profile', () => {
    expect(
      settings({ AWS_MAX_ATTEMPTS: ' 1_0 ', AWS_RETRY_MODE: 'adaptive' }, 'max_attempts = 0\nretry_mode = x'),
    ).toMatchObject({ retryMode: 'adaptive', maxAttempts: 10 });
  });

  it.each([
    'request_checksum_calculation = WHEN_REQUIRED',
    'response_checksum_validation = when_supported',
    'request_min_compression_size_bytes = 1_0',
    'request_min_compression_size_bytes = 1048576',
    'account_id_endpoint_mode = Required',
  ])('accepts %s', (profile) => {
    expect(settings({}, profile).maxAttempts).toBe(3);
  });

  it.each([
    [
      'request_min_compression_size_bytes =',
      'Invalid value "" for request_min_compression_size_bytes. Value must be an integer. Received string instead.',
    ],
    [
      'request_min_compression_size_bytes = 0',
      'Invalid value "0" for request_min_compression_size_bytes. Value must be between 1 and 1048576.',
    ],
    ['request_min_compression_size_bytes = 1048577', 'Value must be between 1 and 1048576.'],
    ['account_id_endpoint_mode =', "The configured value '' for 'account_id_endpoint_mode' is invalid."],
    ['max_attempts = 2.0', 'Value provided to "max_attempts": 2.0 must be an integer greater than or equal to one.'],
  ])('refuses %s', (profile, message) => {
    expect(() => settings({}, profile)).toThrow(message);
  });

  /** In the order in which the AWS CLI reports them. */
  const problems = [
    [
      'request_min_compression_size_bytes = x',
      'Invalid value "x" for request_min_compression_size_bytes. Value must be an integer. Received string instead.',
    ],
    [
      'request_checksum_calculation = X',
      "Unsupported configuration value for request_checksum_calculation. Expected one of ('when_supported', 'when_required') but got x.",
    ],
    [
      'response_checksum_validation = X',
      "Unsupported configuration value for response_checksum_validation. Expected one of ('when_supported', 'when_required') but got x.",
    ],
    [
      'account_id_endpoint_mode = X',
      "The configured value 'x' for 'account_id_endpoint_mode' is invalid. Valid values are: ('preferred', 'disabled', 'required').",
    ],
    ['max_attempts = 0', 'Value provided to "max_attempts": 0 must be an integer greater than or equal to one.'],
    ['retry_mode = eager', 'Invalid value provided to "mode": "eager" must be one of: "standard" or "adaptive"'],
    ['endpoint_url = http://x y', 'Invalid endpoint: http://x y'],
    [
      'ca_bundle =',
      'Invalid CA bundle: the configured value (ca_bundle, AWS_CA_BUNDLE, REQUESTS_CA_BUNDLE, or verify) resolved to an empty or whitespace-only string.',
    ],
  ] as const;

  it.each(problems.map(([line, message], index) => [line, message, problems.slice(index)] as const))(
    'reports %s before the following problems',
    (_, message, wrong) => {
      expect(() =>
        settings(
          {},
          wrong
            .map(([line]) => line)
            .reverse()
            .join('\n'),
        ),
      ).toThrow(message);
    },
  );

  it('ignores the account ID endpoint mode for unsigned requests', () => {
    expect(settings({}, 'account_id_endpoint_mode = x', false).signRequest).toBe(false);
  });
});
