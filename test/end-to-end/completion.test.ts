import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { ecr, inScratch, node, root, run } from '../support/run.ts';
import { hasTerminal, Terminal } from '../support/terminal.ts';

const isThere = (shell: string) => spawnSync(shell, ['--version']).status === 0;

/** The bash of macOS, which `scripts/bash-3.2.sh` builds. */
const oldBash = path.join(root, '.reference', 'bash-3.2', 'bash');

/** The line for a shell's start-up file in the documentation. */
function documentedLine(shell: string): string {
  const line = fs
    .readFileSync(path.join(root, 'docs', 'prompt-and-completion.md'), 'utf8')
    .split('\n')
    .find((one) => one.includes(`ecr completion ${shell}`) && one.includes('# in ~/'));
  if (line === undefined) throw new Error(`The documentation does not say how to load completion in ${shell}.`);
  return line.replace(/\s+#.*$/, '');
}

const shells = [
  { shell: 'bash', start: 'bash --norc --noprofile -i', load: documentedLine('bash') },
  { shell: oldBash, start: `${oldBash} --norc --noprofile -i`, load: documentedLine('bash') },
  { shell: 'zsh', start: 'zsh -f -i', load: `autoload -Uz compinit && compinit -u -D && ${documentedLine('zsh')}` },
  { shell: 'fish', start: 'fish --no-config -i', load: documentedLine('fish') },
];

interface ShellStart {
  readonly start: string;
  readonly load: string;
}

/**
 * Opens a shell with completion in a folder.
 *
 * @param program the body of the script `ecr`
 */
async function openShell(folder: string, { start, load }: ShellStart, program: string): Promise<Terminal> {
  for (const name of ['bin', '.aws/cli', 'my folder', 'pro grams'])
    fs.mkdirSync(path.join(folder, name), { recursive: true });
  const write = (name: string, content: string, mode = 0o644) => {
    fs.writeFileSync(path.join(folder, name), content, { mode });
  };
  for (const name of ['bin/ecr', 'pro grams/ecr']) write(name, `#!/bin/sh\n${program}`, 0o755);
  write('.aws/config', `[profile production]\n[profile "my team"]\n`);
  write('.aws/cli/alias', '[command ecr]\nmirror = create-pull-through-cache-rule --upstream-registry quay\n');
  for (const name of ['input.json', 'my rule.json', "it's.json", 'a"$b.json', 'a@b.json', 'my folder/a b.json'])
    write(name, '{}');
  // tmux would give the shell its own PATH.
  const terminal = new Terminal(
    `cd ${folder} && export PATH=${folder}/bin:$PATH && ${start}`,
    { HOME: folder, TERM: 'xterm' },
    { width: 200, height: 100 },
  );
  await terminal.shows(/[#$%>]\s*$/);
  terminal.type(`${load}; clear; echo rea''dy`, 'Enter');
  await terminal.shows(/^ready/m);
  return terminal;
}

const ownTool = `"${process.execPath}" "${ecr}" "$@"`;

/** Completes with the tool, but prints the words of every other command line. */
const printsWords = `if [ "$1" = completion ]; then exec ${ownTool}; fi\nfor word; do printf '<%s>' "$word"; done; echo\n`;

describe.each(shells)('completion in $shell', (shell) => {
  const isMissing = !hasTerminal || !isThere(shell.shell);

  it.skipIf(isMissing)('completes commands, options, values, profiles and files on Tab', async () => {
    await inScratch(async (folder) => {
      const terminal = await openShell(folder, shell, `exec ${ownTool}\n`);
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
  });

  it.skipIf(isMissing)('passes completed names to ecr unchanged, inside quotes and outside', async () => {
    await inScratch(async (folder) => {
      const terminal = await openShell(folder, shell, printsWords);
      for (const [typed, words] of [
        ['ecr --profile my', '<--profile><my team>'],
        ['ecr --profile "my', '<--profile><my team>'],
        ["ecr --profile 'my t", '<--profile><my team>'],
        ['ecr --profile=my', '<--profile=my team>'],
        ['ecr --profile="my', '<--profile=my team>'],
        ['ecr mir', '<mirror>'],
        ['ecr mirror --ecr', '<mirror><--ecr-repository-prefix>'],
        ['ecr mirror --cli-input-json file://my\\ r', '<file://my rule.json>'],
        ['ecr mirror --cli-input-json "file://inp', '<file://input.json>'],
        ["ecr mirror --cli-input-json 'file://my r", '<file://my rule.json>'],
        ['ecr mirror --cli-input-json=file://my\\ r', '<--cli-input-json=file://my rule.json>'],
        ['ecr mirror --cli-input-json file://it', "<file://it's.json>"],
        ["ecr mirror --cli-input-json 'file://it", "<file://it's.json>"],
        ['ecr mirror --cli-input-json file://a\\"', '<file://a"$b.json>'],
        ['ecr mirror --cli-input-json "file://a\\"', '<file://a"$b.json>'],
        ['ecr mirror --cli-input-json file://a@', '<file://a@b.json>'],
        ['ecr mirror --ca-bundle my\\ f', '<--ca-bundle><my folder/>'],
        ['ecr mirror --ca-bundle "my folder"/', '<--ca-bundle><my folder/a b.json>'],
      ] as const) {
        terminal.type('-l', '--', typed);
        terminal.type('Tab');
        terminal.type('Enter');
        await terminal.shows(words);
        terminal.type('-l', '--', 'clear; echo clea""red');
        terminal.type('Enter');
        await terminal.shows(/^cleared/m);
      }
      terminal.close();
    });
  });
});

/** The word of the command, as it may be typed. */
const typedPrograms = [
  '~/bin/ecr',
  '$HOME/bin/ecr',
  '${HOME}/bin/ecr',
  '"$HOME/pro grams/ecr"',
  "'pro grams/ecr'",
  '$HOME/pro\\ grams/ecr',
  'bin/ecr',
];
/** By shell: an alias that is completed like ecr. */
const aliases: Readonly<Record<string, string>> = {
  bash: 'alias e=ecr; complete -F _ecr e',
  [oldBash]: 'alias e=ecr; complete -o nospace -F _ecr e',
  zsh: 'setopt complete_aliases; alias e=ecr; compdef _ecr e',
  fish: 'alias e=ecr',
};

describe.each(shells)('completion in $shell', (shell) => {
  const isMissing = !hasTerminal || !isThere(shell.shell);

  it.skipIf(isMissing)('runs the program that was typed, and nothing else', async () => {
    await inScratch(async (folder) => {
      const terminal = await openShell(folder, shell, printsWords);
      const completes = async (typed: string) => {
        terminal.type('-l', '--', `${typed} mir`);
        terminal.type('Tab');
        // A space follows.
        terminal.type('-l', '--', 'more');
        terminal.type('Enter');
        await terminal.shows('<mirror><more>');
        terminal.type('-l', '--', 'clear; echo clea""red');
        terminal.type('Enter');
        await terminal.shows(/^cleared/m);
      };
      terminal.type('-l', '--', aliases[shell.shell] ?? '');
      terminal.type('Enter');
      await completes('e');
      terminal.type('-l', '--', 'export PATH=/usr/bin:/bin');
      terminal.type('Enter');
      for (const typed of typedPrograms) if (shell.shell !== 'fish' || !typed.includes('{')) await completes(typed);
      terminal.type('-l', '--', '$(touch ran)/ecr mir');
      terminal.type('Tab');
      terminal.type('-l', '--', 'TYPED');
      await terminal.shows('TYPED');
      expect(fs.existsSync(path.join(folder, 'ran'))).toBe(false);
      terminal.close();
    });
  });
});

it.skipIf(!hasTerminal || !isThere('zsh'))('zsh lists names without help in columns', async () => {
  await inScratch(async (folder) => {
    const zsh = shells.find(({ shell }) => shell === 'zsh');
    if (zsh === undefined) return;
    const terminal = await openShell(folder, zsh, `exec ${ownTool}\n`);
    terminal.type('-l', '--', 'ecr --region us-gov-');
    terminal.type('Tab');
    terminal.type('Tab');
    expect(await terminal.shows(/^us-gov-east-1/m)).not.toMatch(/us-gov-\S+ +--/);
    terminal.close();
  });
});

it('lists candidates without the modules that only requests need', async () => {
  await inScratch(async (folder) => {
    const preload = path.join(folder, 'list.cjs');
    fs.writeFileSync(preload, "process.on('exit', () => process.stderr.write(process.moduleLoadList.join('\\n')));");
    const words = ['completion', 'answer', 'bash', 'ecr create-pull-through-cache-rule --upstream-reg', ' =:'];
    const { code, stderr } = await run(process.execPath, ['--require', preload, ecr, ...words]);
    expect(code).toBe(0);
    expect(stderr).toContain('NativeModule fs');
    expect(stderr).not.toMatch(/^NativeModule (?:crypto|http|https|tls|child_process)$/m);
  });
});

it.each([[[]], [['nope']], [['bash', 'more']]])('refuses completion %j with 252', async (words) => {
  const outcome = await node(ecr, 'completion', ...words);
  expect(outcome.code).toBe(252);
  expect(outcome.stdout).toBe('');
});
