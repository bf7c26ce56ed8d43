import { ConfigurationError, GeneralError } from '../model/errors.ts';
import { service } from '../model/service.ts';

/**
 * The Region to call. An empty one stands for none only where nothing else is said: a script that gives one by mistake must
 * not reach the Region of the settings. With an endpoint of one's own it does no harm. (AWS CLI behaviour)
 *
 * @param endpointUrl the endpoint to call instead of the Region's
 * @throws ConfigurationError when nothing names one, GeneralError for one that has no endpoint
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
