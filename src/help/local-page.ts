import { localCommand, localOptions } from '../model/local-command.ts';
import type { Page } from './page.ts';
import { code, entry, exampleBlocks, optionTexts, page, paragraph, seeAlso, signature } from './pages.ts';

/** Returns the page of `ecr-local`, which is for `man` only: docs/ecr-local.md says more. */
export function localPage(): Page {
  const { name, purpose, usage, description, details } = localCommand;
  return page(name, purpose, [
    ['DESCRIPTION', [...description, ...details].map(paragraph)],
    ['SYNOPSIS', [code(`${name} ${usage}`)]],
    [
      'OPTIONS',
      [
        ...Object.values(localOptions).map((option) => entry(signature(option), ...optionTexts(option))),
        entry('--version', 'Print the version.'),
        entry('--help', 'Print the options.'),
      ],
    ],
    [
      'EXAMPLES',
      exampleBlocks([
        { title: 'Try ecr in a shell; exit ends it', command: 'ecr-local -- bash' },
        {
          title: 'Run a script, and keep its rules for the next run',
          command: 'ecr-local --state rules.json -- ./test.sh',
        },
      ]),
    ],
    [
      'EXIT CODES',
      [
        entry('0', 'The command succeeded. Otherwise, the exit code is that of the command.'),
        entry('126, 127', 'The command cannot be run, or was not found.'),
        entry('130', 'Without a command: it was interrupted by Ctrl-C; 143 by SIGTERM, 129 by SIGHUP.'),
        entry('252', 'The command line is wrong.'),
        entry('255', 'Any other failure, such as a port or a state file that is in use.'),
      ],
    ],
    [
      'ENVIRONMENT',
      [
        entry(
          'AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and others',
          'Are set for the command, so that it reaches nothing else. AWS_PROFILE is removed.',
        ),
      ],
    ],
    ['FILES', [entry('FILE.lock', 'Exists while an ecr-local uses the state file.')]],
    ['SEE ALSO', seeAlso([])],
  ]);
}
