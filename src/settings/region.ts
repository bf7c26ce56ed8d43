import { ConfigurationError } from '../errors.ts';
import type { Settings } from './settings.ts';

/**
 * The Region to call.
 *
 * @throws ConfigurationError when nothing names one
 */
export function requireRegion({ region }: Settings): string {
  if (region !== undefined) return region;
  throw new ConfigurationError('NoRegion', 'You must specify a region. You can also configure your region by running "aws configure".');
}
