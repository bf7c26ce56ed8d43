import type { OptionWords } from '../model/option-values.ts';
import { globalOptions, type OptionDefinition } from '../model/options.ts';
import { hidesWords } from '../model/own-commands.ts';
import { parseKnownWords, type ParsedOption } from './argparse.ts';
import { choiceProblem } from './problems.ts';
import { firstPassUsage, programName, usage } from './usage.ts';

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
