import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { ecr, inScratch, node, root, run } from '../support/run.ts';
import { hasTerminal, Terminal } from '../support/terminal.ts';

const isThere = (shell: string) => spawnSync(shell, ['--version']).status === 0;

/** The line that README has for a shell. */
function fromReadme(shell: string): string {
  const line = fs
    .readFileSync(path.join(root, 'README.md'), 'utf8')
    .split('\n')
    .find((one) => one.includes(`ecr completion ${shell}`) && one.includes('# in ~/'));
  return line?.replace(/\s+#.*$/, '') ?? '';
}

const shells = [
  { shell: 'bash', start: 'bash --norc --noprofile -i', load: fromReadme('bash') },
  { shell: 'zsh', start: 'zsh -f -i', load: `autoload -Uz compinit && compinit -u -D && ${fromReadme('zsh')}` },
  { shell: 'fish', start: 'fish --no-config -i', load: fromReadme('fish') },
];

describe.each(shells)('in $shell', ({ shell, start, load }) => {
  it.skipIf(!hasTerminal || !isThere(shell))(
    'the tab key completes commands, options, values, profiles and files',
    async () => {
      await inScratch(async (folder) => {
        fs.mkdirSync(path.join(folder, 'bin'));
        fs.mkdirSync(path.join(folder, '.aws'));
        fs.writeFileSync(path.join(folder, 'bin', 'ecr'), `#!/bin/sh\nexec "${process.execPath}" "${ecr}" "$@"\n`, {
          mode: 0o755,
        });
        fs.writeFileSync(path.join(folder, '.aws', 'config'), '[profile production]\n');
        fs.writeFileSync(path.join(folder, 'input.json'), '{}');
        // tmux would give the shell its own PATH.
        const terminal = new Terminal(
          `cd ${folder} && export PATH=${folder}/bin:$PATH && ${start}`,
          { HOME: folder, TERM: 'xterm' },
          { width: 200 },
        );
        await new Promise((resolve) => setTimeout(resolve, 700));
        terminal.type(`${load}; clear; echo rea''dy`, 'Enter');
        await terminal.shows(/^ready/m);
        const complete = async (typed: string, completed: RegExp) => {
          terminal.type('-l', '--', typed);
          terminal.type('Tab');
          await terminal.shows(completed);
        };
        await complete('ecr cre', /ecr create-pull-through-cache-rule(?!\S)/);
        await complete('--upstream-registry-u', /--upstream-registry-url(?!\S)/);
        await complete('qua', /--upstream-registry-url quay\.io(?!\S)/);
        await complete('--reg', /--regi/);
        await complete('on us-gov-w', /--region us-gov-west-1(?!\S)/);
        await complete('--output te', /--output text(?!\S)/);
        await complete('--profile prod', /--profile production(?!\S)/);
        await complete('--cli-input-json file://inp', /--cli-input-json file:\/\/input\.json(?!\S)/);
        await complete('--dr', /--dry-run(?!\S)/);
        terminal.close();
      });
    },
    40_000,
  );
});

it('an answer starts nothing that it does not need', async () => {
  const median = async (...words: string[]) => {
    const times: number[] = [];
    for (let turn = 0; turn < 15; turn++) {
      const start = performance.now();
      await run(process.execPath, words);
      times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b)[7] ?? 0;
  };
  await inScratch(async (cache) => {
    const words = [ecr, 'completion', 'answer', 'bash', 'ecr create-pull-through-cache-rule --upstream-reg', ' =:'];
    for (let turn = 0; turn < 2; turn++) await run(process.execPath, words, { XDG_CACHE_HOME: cache });
    let ratio = Infinity;
    for (let chance = 0; chance < 3 && ratio > 1.3; chance++)
      ratio = (await median(...words)) / (await median('-e', '0'));
    expect(ratio).toBeLessThan(1.3);
  });
}, 30_000);

it.each([[[]], [['nope']], [['bash', 'more']]])('completion %j is told what it needs', async (words) => {
  const outcome = await node(ecr, 'completion', ...words);
  expect(outcome.code).toBe(252);
  expect(outcome.stdout).toBe('');
});
