import type { OptionWords } from '../model/option-values.ts';
import { globalOptions, type OptionDefinition } from '../model/options.ts';
import { parseKnownWords, type ParsedOption } from './argparse.ts';
import { choiceProblem } from './problems.ts';
import { firstPassUsage, programName, usage } from './usage.ts';

/** The global options of a command line, and the words that are left for the command. */
export interface GlobalWords {
  readonly values: OptionWords;
  /** An option that is answered at once, whatever else the command line says. */
  readonly final: 'version' | 'help' | undefined;
  readonly rest: readonly string[];
}

type MainOption = OptionDefinition & ParsedOption;

/** Extensions: the AWS CLI has no such options. They are recognized only when written in full. */
const helpOptions: readonly MainOption[] = [
  { name: 'help', takes: 'nothing', extension: true, final: true, help: '' },
  { name: 'h', short: true, takes: 'nothing', extension: true, final: true, help: '' },
];

const options: readonly MainOption[] = [...globalOptions, ...helpOptions];

/** The AWS CLI reads these two with a parser of its own, whose usage text follows an error. (awscli/clidriver.py) */
const firstPassOptions: readonly string[] = ['profile', 'debug'];

/**
 * Takes the global options out of a command line, wherever they stand.
 *
 * @throws UsageError in the words of the AWS CLI's main parser
 */
export function takeGlobalOptions(argv: readonly string[]): GlobalWords {
  // The AWS CLI's main parser reads `ecr` as its command, with a `--` behind it.
  const { values, final, rest } = parseKnownWords([programName, ...argv], {
    options,
    // Integers are checked later: global-checks.ts.
    valueProblem: ({ choices }, value) => (choices === undefined ? undefined : choiceProblem(value, choices)),
    usage: (option) => (option !== undefined && firstPassOptions.includes(option.name) ? firstPassUsage : usage),
  });
  return { values, final: final && (final.name === 'version' ? 'version' : 'help'), rest };
}
