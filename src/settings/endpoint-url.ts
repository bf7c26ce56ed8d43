import { GeneralError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import type { ChosenProfile } from './chosen-profile.ts';

/**
 * The endpoint that the environment or the profile configures for a service: the service's own variable, the
 * general one, the service's part of the profile's `services` section, the profile's `endpoint_url`.
 *
 * @param serviceName as it stands in settings, such as `ecr`
 * @throws GeneralError when the profile names a `services` section that is not there
 */
export function endpointUrl(serviceName: string, profile: ChosenProfile, io: Io): string | undefined {
  const { environment } = io;
  const ignored =
    environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? profile.values.get('ignore_configured_endpoint_urls');
  if (typeof ignored === 'string' && ignored.toLowerCase() === 'true') return undefined;

  const fromEnvironment =
    environment[`AWS_ENDPOINT_URL_${serviceName.toUpperCase()}`] || environment['AWS_ENDPOINT_URL'];
  if (fromEnvironment) return fromEnvironment;

  const section = profile.values.get('services');
  if (typeof section === 'string') {
    const services = profile.files.services.get(section);
    if (services === undefined) {
      throw new GeneralError(
        `The profile is configured to use the services section but the "${section}" services configuration does not exist.`,
      );
    }
    const own = services.get(serviceName);
    const url = typeof own === 'object' ? own.get('endpoint_url') : undefined;
    if (url) return url;
  }
  const general = profile.values.get('endpoint_url');
  return typeof general === 'string' && general !== '' ? general : undefined;
}

/** @throws GeneralError when requests cannot go to the URL */
export function requireEndpointUrl(url: string | undefined): void {
  if (url === undefined || (URL.canParse(url) && /^https?:/i.test(url))) return;
  throw new GeneralError(`Invalid endpoint: ${url}`);
}
