import { describe, expect, it } from 'vitest';

import { resolveProfile } from '../../../src/settings/chosen-profile.ts';
import { instanceMetadataSettings } from '../../../src/settings/instance-metadata-settings.ts';
import { hasStartupSettings } from '../../../src/settings/profile-paths.ts';
import { testIo } from '../../support/test-io.ts';

function settings(environment: Record<string, string> = {}, profile = '') {
  const io = testIo(environment, { '/home/someone/.aws/config': `[default]\n${profile}\n` });
  return instanceMetadataSettings(resolveProfile(undefined, io), io);
}

describe('the settings of the instance metadata service', () => {
  it('have the defaults of the AWS CLI', () => {
    expect(settings()).toEqual({
      isDisabled: false,
      endpoint: 'http://169.254.169.254/',
      timeout: 1,
      attempts: 1,
      needsToken: false,
    });
  });

  it('come from the environment, then from the profile', () => {
    const profile =
      'metadata_service_timeout = 3\nmetadata_service_num_attempts = 4\nec2_metadata_service_endpoint = http://a/\nec2_metadata_v1_disabled = True';
    expect(settings({}, profile)).toMatchObject({ endpoint: 'http://a/', timeout: 3, attempts: 4, needsToken: true });
    expect(
      settings(
        {
          AWS_METADATA_SERVICE_TIMEOUT: ' 5 ',
          AWS_METADATA_SERVICE_NUM_ATTEMPTS: '6',
          AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://b',
          AWS_EC2_METADATA_V1_DISABLED: 'no',
        },
        profile,
      ),
    ).toMatchObject({
      endpoint: 'http://b',
      timeout: 5,
      attempts: 6,
      needsToken: false,
    });
  });

  it.each([
    [{ AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: 'IPv6' }, 'http://[fd00:ec2::254]/'],
    [{ AWS_IMDS_USE_IPV6: 'true' }, 'http://[fd00:ec2::254]/'],
    [{ AWS_IMDS_USE_IPV6: 'true', AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: 'ipv4' }, 'http://169.254.169.254/'],
    [{ AWS_EC2_METADATA_SERVICE_ENDPOINT: '' }, 'http://169.254.169.254/'],
    [
      { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://[::1]:80/x', AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: 'ipv6' },
      'http://[::1]:80/x',
    ],
  ])('of %j have the endpoint %s', (environment, endpoint) => {
    expect(settings(environment).endpoint).toBe(endpoint);
  });

  it.each<[Record<string, string>, string]>([
    [
      { AWS_METADATA_SERVICE_TIMEOUT: '1.5', AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: 'x' },
      'Value provided to "metadata_service_timeout": 1.5 must be an integer.',
    ],
    [
      { AWS_METADATA_SERVICE_NUM_ATTEMPTS: '' },
      'Value provided to "metadata_service_num_attempts":  must be an integer.',
    ],
    [
      { AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: '', AWS_EC2_METADATA_SERVICE_ENDPOINT: 'x' },
      "Invalid EC2 Instance Metadata endpoint mode:  Valid endpoint modes (case-insensitive): ('ipv4', 'ipv6').",
    ],
    ...['foo', '/x', 'http://', 'http://a_b/', 'http://a b/', 'http://-a/'].map(
      (endpoint): [Record<string, string>, string] => [
        { AWS_EC2_METADATA_SERVICE_ENDPOINT: endpoint },
        `Invalid endpoint EC2 Instance Metadata endpoint: ${endpoint}`,
      ],
    ),
  ])('of %j are invalid', (environment, message) => {
    expect(() => settings(environment)).toThrow(message);
    expect(hasStartupSettings(testIo(environment))).toBe(true);
  });
});
