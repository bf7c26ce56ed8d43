import { ConfigurationError, GeneralError } from '../model/errors.ts';
import { service } from '../model/service.ts';

/**
 * Requires a Region to call. An empty one is an error, unless an endpoint is configured: it comes from a mistake in a
 * script, which must not reach the Region of the settings. (AWS CLI behaviour)
 *
 * @param endpointUrl the endpoint to call instead of the Region's
 * @throws ConfigurationError without a Region, GeneralError for an empty one
 */
export function requireRegion(region: string | undefined, endpointUrl: string | undefined): string {
  if (region === undefined)
    throw new ConfigurationError(
      'NoRegion',
      'You must specify a region. You can also configure your region by running "aws configure".',
    );
  if (region === '' && endpointUrl === undefined)
    throw new GeneralError(`Invalid endpoint: https://api.${service.settingsName}..amazonaws.com`);
  return region;
}
