import { ParameterError } from '../errors.ts';
import type { Given } from './words.ts';

/**
 * What the AWS CLI checks of the global options before it looks at the command.
 *
 * @throws ParameterError
 */
export function checkGlobalOptions(given: Given): void {
  if (given.has('cli-auto-prompt') && given.has('no-cli-auto-prompt')) {
    throw new ParameterError('Both --cli-auto-prompt and --no-cli-auto-prompt cannot be specified at the same time.');
  }
  const endpoint = given.get('endpoint-url')?.[0];
  if (endpoint !== undefined && !/^[a-z][a-z0-9+.-]*:\/\//i.test(endpoint)) {
    throw new ParameterError(
      `Bad value for --endpoint-url "${endpoint}": scheme is missing.  Must be of the form http://<hostname>/ or https://<hostname>/`,
    );
  }
}
