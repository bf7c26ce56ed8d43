import { hidesWords } from '../model/builtin-commands.ts';
import { ParameterError, UsageError } from '../model/errors.ts';
import type { OptionWords } from '../model/option-values.ts';
import { globalOptions, type OptionDefinition } from '../model/options.ts';
import { maskedUrl } from '../platform/masks.ts';
import { integerProblem, integerValue } from '../python/integers.ts';
import { trimmedUrl } from '../settings/endpoint-url.ts';
import { choiceProblem, firstPassUsage, type ParsedOption, parseKnownWords, programName, usage } from './argparse.ts';

/** The global options of a command line, and the words that remain for the command. */
export interface GlobalWords {
  readonly values: OptionWords;
  /** The option that ended parsing and determines what the run does. */
  readonly final: 'version' | 'help' | undefined;
  readonly rest: readonly string[];
}

type MainOption = OptionDefinition & ParsedOption;

/** Extensions: options that the AWS CLI lacks. They cannot be abbreviated. */
const helpOptions: readonly MainOption[] = [
  { name: 'help', takes: 'nothing', extension: true, final: true, help: '' },
  { name: 'h', short: true, takes: 'nothing', extension: true, final: true, help: '' },
];

const options: readonly MainOption[] = [...globalOptions, ...helpOptions];

/** The AWS CLI parses these two with a separate parser, which has its own usage text. (awscli/clidriver.py) */
const firstPassOptions: readonly string[] = ['profile', 'debug'];

/**
 * Parses the global options, which may be anywhere on the command line.
 *
 * @throws UsageError with the message of the AWS CLI's main parser
 */
export function takeGlobalOptions(argv: readonly string[]): GlobalWords {
  // For the AWS CLI's main parser, `ecr` is the command. It drops a `--` after it.
  const { values, final, rest } = parseKnownWords([programName, ...argv], {
    options,
    hidesWords: hidesWords(argv),
    // global-checks.ts checks integers later.
    valueProblem: ({ choices }, value) => (choices === undefined ? undefined : choiceProblem(value, choices)),
    usage: (option) => (option !== undefined && firstPassOptions.includes(option.name) ? firstPassUsage : usage),
  });
  return { values, final: final && (final.name === 'version' ? 'version' : 'help'), rest };
}

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
