import { GeneralError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import { maskedUrl } from '../platform/masks.ts';
import type { ChosenProfile } from './chosen-profile.ts';

/**
 * The endpoint that the environment or the profile configures for a service: the service's own variable, the
 * general one, the service's part of the profile's `services` section, the profile's `endpoint_url`.
 *
 * @param serviceName as in settings, such as `ecr`
 * @throws GeneralError when the profile names a `services` section that does not exist
 */
export function endpointUrl(serviceName: string, profile: ChosenProfile, io: Io): string | undefined {
  const { environment } = io;
  const ignored =
    environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? profile.values.get('ignore_configured_endpoint_urls');
  if (typeof ignored === 'string' && ignored.toLowerCase() === 'true') return undefined;

  const fromEnvironment =
    environment[`AWS_ENDPOINT_URL_${serviceName.toUpperCase()}`] || environment['AWS_ENDPOINT_URL'];
  if (fromEnvironment) return trimmedUrl(fromEnvironment);

  const section = profile.values.get('services');
  if (typeof section === 'string') {
    const services = profile.files.services.get(section);
    if (services === undefined) {
      throw new GeneralError(
        `The profile is configured to use the services section but the "${section}" services configuration does ` +
          'not exist.',
      );
    }
    const own = services.get(serviceName);
    const url = typeof own === 'object' ? own.get('endpoint_url') : undefined;
    if (url) return trimmedUrl(url);
  }
  const general = profile.values.get('endpoint_url');
  return typeof general === 'string' && general !== '' ? trimmedUrl(general) : undefined;
}

/**
 * A URL without the spaces and control characters before it, which Python's `urlsplit` drops. Tabs and line breaks
 * stay: botocore refuses them.
 */
export function trimmedUrl(url: string): string {
  return url.replace(/^[\0-\x08\v\f\x0e-\x20]+/, '');
}

/**
 * Requires an http or https URL with a host, and without tabs and line breaks. (botocore: `is_valid_endpoint_url`)
 *
 * @throws GeneralError
 */
export function requireEndpointUrl(url: string | undefined): void {
  if (url === undefined) return;
  if (!URL.canParse(url) || !/^https?:\/\/[^/?#]/i.test(url) || /[\t\r\n]/.test(url))
    throw new GeneralError(`Invalid endpoint: ${maskedUrl(url)}`);
}
