import { ParameterError, UsageError } from '../model/errors.ts';
import type { OptionWords } from '../model/option-values.ts';
import { integerProblem, integerValue } from '../python/int.ts';
import { trimmedUrl } from '../settings/endpoint-url.ts';
import { usage } from './usage.ts';

const timeouts = ['cli-read-timeout', 'cli-connect-timeout'];

/**
 * Checks the values of global options that are more than one of a few choices.
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
      `Bad value for --endpoint-url "${endpoint}": scheme is missing.  Must be of the form http://<hostname>/ or https://<hostname>/`,
    );
  }
  for (const name of timeouts) {
    const text = globals.get(name)?.[0];
    const problem = text === undefined ? undefined : timeoutProblem(text);
    if (problem !== undefined) throw new UsageError(`argument --${name}: ${problem}`, usage);
  }
}

/**
 * Whether Python's `urlsplit` sees a scheme; it passes over tabs and line breaks. A host with a port, such as
 * `localhost:4566`, looks like one to it; here that is a URL without a scheme.
 */
function hasScheme(url: string): boolean {
  return /^[a-z][a-z0-9+.-]*:(?!\d+(?:\/|$))/i.test(trimmedUrl(url.replace(/[\t\r\n]/g, '')));
}

function timeoutProblem(text: string): string | undefined {
  return integerProblem(text) ?? (integerValue(text) < 0 ? `a timeout cannot be negative: '${text}'` : undefined);
}
