import { ParameterError, UsageError } from '../model/errors.ts';
import { integerProblem, integerValue } from '../python/int.ts';
import { usage } from './usage.ts';
import type { OptionWords } from '../model/option-values.ts';

/**
 * What the AWS CLI checks of the global options before it looks at the command.
 *
 * @throws ParameterError
 */
export function checkGlobalOptions(given: OptionWords): void {
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

const timeouts = ['cli-read-timeout', 'cli-connect-timeout'];

/**
 * Checks the timeouts, which the AWS CLI does after the query.
 *
 * @throws UsageError
 */
export function checkTimeouts(given: OptionWords): void {
  for (const name of timeouts) {
    const text = given.get(name)?.[0];
    if (text === undefined) continue;
    const problem =
      integerProblem(text) ?? (integerValue(text) < 0 ? `a timeout cannot be negative: '${text}'` : undefined);
    if (problem !== undefined) throw new UsageError(`argument --${name}: ${problem}`, usage);
  }
}
