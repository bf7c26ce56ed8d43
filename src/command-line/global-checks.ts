import { ParameterError, UsageError } from '../model/errors.ts';
import type { OptionWords } from '../model/option-values.ts';
import { maskedUrl } from '../platform/masked-url.ts';
import { integerProblem, integerValue } from '../python/int.ts';
import { trimmedUrl } from '../settings/endpoint-url.ts';
import { usage } from './usage.ts';

const timeouts = ['cli-read-timeout', 'cli-connect-timeout'];

/**
 * Checks the values of global options, except for those with fixed choices, which the parser checks.
 *
 * @throws ParameterError, UsageError
 */
export function checkGlobalOptions(globals: OptionWords): void {
  if (globals.has('cli-auto-prompt') && globals.has('no-cli-auto-prompt')) {
    throw new ParameterError('Both --cli-auto-prompt and --no-cli-auto-prompt cannot be specified at the same time.');
  }
  const endpoint = globals.get('endpoint-url')?.[0];
  if (endpoint !== undefined && !hasScheme(endpoint)) {
    throw new ParameterError(
      `Bad value for --endpoint-url "${maskedUrl(endpoint)}": scheme is missing.  Must be of the form http://<hostname>/ or ` +
        'https://<hostname>/',
    );
  }
  for (const name of timeouts) {
    const text = globals.get(name)?.[0];
    const problem = text === undefined ? undefined : timeoutProblem(text);
    if (problem !== undefined) throw new UsageError(`argument --${name}: ${problem}`, usage);
  }
}

/**
 * Returns whether a URL has a scheme, as Python's `urlsplit` does, which ignores tabs and line breaks. Unlike
 * `urlsplit`, it does not take the host of `localhost:4566` for a scheme.
 */
function hasScheme(url: string): boolean {
  return /^[a-z][a-z0-9+.-]*:(?!\d+(?:\/|$))/i.test(trimmedUrl(url.replace(/[\t\r\n]/g, '')));
}

function timeoutProblem(text: string): string | undefined {
  return integerProblem(text) ?? (integerValue(text) < 0 ? `a timeout cannot be negative: '${text}'` : undefined);
}
