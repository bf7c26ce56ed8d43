import { ConfigurationError } from '../errors.ts';

/**
 * The Region to call.
 *
 * @throws ConfigurationError when nothing names one
 */
export function requireRegion(region: string | undefined): string {
  if (region !== undefined) return region;
  throw new ConfigurationError('NoRegion', 'You must specify a region. You can also configure your region by running "aws configure".');
}
