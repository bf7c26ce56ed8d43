import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { afterEach, describe, expect, it } from 'vitest';

import { startLocal, type LocalEndpoint } from '../support/local-endpoint.ts';
import { ecr, inScratch, node, run } from '../support/run.ts';
import { hasTerminal, Terminal } from '../support/terminal.ts';

let local: LocalEndpoint | undefined;
const stopLocal = async () => {
  await local?.stop();
  local = undefined;
};
afterEach(stopLocal);

/** Runs the prompt on a new terminal, with an empty home folder. */
async function inPrompt(
  words: string,
  use: (terminal: Terminal, home: string) => Promise<void>,
  { environment = {}, width = 80, height = 16 } = {},
): Promise<void> {
  local = await startLocal();
  const endpointEnvironment = local.environment;
  await inScratch(async (home) => {
    const terminal = new Terminal(
      `${process.execPath} ${ecr} ${words}`,
      { ...endpointEnvironment, HOME: home, TERM: 'xterm', ...environment },
      { width, height },
    );
    try {
      await use(terminal, home);
    } finally {
      terminal.close();
    }
  });
}

/** Waits until the screen shows a text and is drawn to its end: as recorded in `screens/`, or with a difference to show. */
async function showsScreen(terminal: Terminal, text: string | RegExp, name: string): Promise<void> {
  await terminal.shows(text);
  const recorded = fs.readFileSync(new URL(`screens/${name}.txt`, import.meta.url), 'utf8');
  const screen = await terminal.shows(recorded).catch(() => terminal.screen());
  await expect(screen).toMatchFileSnapshot(`./screens/${name}.txt`);
}
const footer = 'Ctrl-C leaves';

describe.skipIf(!hasTerminal)('the auto-prompt on a terminal', () => {
  it('completes and runs a whole command line', async () => {
    await inPrompt('--cli-auto-prompt', async (terminal, home) => {
      await showsScreen(terminal, footer, '1-commands');
      terminal.type('Down');
      await showsScreen(terminal, '❯', '2-command-chosen');
      terminal.type('Enter');
      await showsScreen(terminal, '* --ecr-repository-prefix', '3-options');
      terminal.type('Tab');
      await terminal.shows('rule --ecr-repository-prefix');
      terminal.type('-l', 'quay ');
      await showsScreen(terminal, /prefix quay[^*]*\* --upstream-registry-url/, '4-next-option');
      terminal.type('Tab');
      await showsScreen(terminal, /quay\.io {2,}quay/, '5-hosts');
      terminal.type('-l', 'quay');
      await terminal.shows(/url\s+quay\n/);
      terminal.type('Tab');
      await terminal.shows(/quay\.io\n/);
      terminal.type('F3');
      await showsScreen(terminal, /^Use the registry of this AWS account\.$/m, '6-help');
      terminal.type('F5');
      await showsScreen(terminal, '"ecrRepositoryPrefix": "ecrRepositoryPrefix"', '7-output');
      terminal.type('Enter');
      const done = await terminal.shows('ended with 0');
      expect(done).toContain('"upstreamRegistryUrl": "quay.io"');
      expect(done).toContain('> ecr create-pull-through-cache-rule --ecr-repository-prefix quay');

      const history = path.join(home, '.local/state/ecr-cli/prompt-history');
      expect(fs.readFileSync(history, 'utf8')).toBe(
        'ecr create-pull-through-cache-rule --ecr-repository-prefix quay --upstream-registry-url quay.io \n',
      );
      expect(fs.statSync(history).mode & 0o777).toBe(0o600);
    });
    const described = await run(
      process.execPath,
      [
        ecr,
        'describe-pull-through-cache-rules',
        '--query',
        'pullThroughCacheRules[].ecrRepositoryPrefix',
        '--output',
        'text',
      ],
      local?.environment,
    );
    expect(described.stdout).toBe('quay\n');
  });

  it('keeps the words of the command line, undoes a change, and restores the terminal on Ctrl-C', async () => {
    await inPrompt("describe-pull-through-cache-rules --query 'a b' --cli-auto-prompt", async (terminal) => {
      await terminal.shows("> ecr describe-pull-through-cache-rules --query 'a b'");
      terminal.type('-l', '--', '--outp');
      terminal.type('Tab');
      await terminal.shows('--output\n');
      terminal.type('C-z');
      await terminal.shows('--outp\n');
      terminal.type('C-c');
      expect((await terminal.shows('ended with 130')).trim()).toBe('ended with 130');
    });
  });

  it('restores the terminal when it is terminated', async () => {
    await inPrompt('--cli-auto-prompt', async (terminal) => {
      await terminal.shows(footer);
      execFileSync('pkill', ['-TERM', '-f', `^${process.execPath} ${ecr} --cli-auto-prompt$`]);
      expect((await terminal.shows('ended with 143')).trim()).toBe('ended with 143');
    });
  });

  it('fits a narrow window and a resized one', async () => {
    await inPrompt(
      'create-pull-through-cache-rule --cli-auto-prompt',
      async (terminal) => {
        await showsScreen(terminal, '* --ecr-repository-prefix', '8-narrow');
        terminal.resize(80, 12);
        await showsScreen(terminal, 'Keep the cached images in', '9-resized');
      },
      { width: 40, height: 12 },
    );
  });

  it('starts with on-partial only when the command line has an error', async () => {
    const environment = { AWS_CLI_AUTO_PROMPT: 'on-partial' };
    await inPrompt(
      'describe-pull-through-cache-rules --output text',
      async (terminal) => {
        await terminal.shows('ended with 0');
      },
      { environment },
    );
    await stopLocal();
    await inPrompt(
      'describe-pull-through-cache-rules --outptu text',
      async (terminal) => {
        await terminal.shows('> ecr describe-pull-through-cache-rules --outptu text');
      },
      { environment },
    );
  });

  it('starts when the profile switches it on', async () => {
    await inScratch(async (folder) => {
      const config = path.join(folder, 'config');
      fs.writeFileSync(config, '[default]\ncli_auto_prompt = on\n');
      await inPrompt(
        '',
        async (terminal) => {
          await terminal.shows('create-pull-through-cache-rule');
        },
        { environment: { AWS_CONFIG_FILE: config } },
      );
    });
  });
});

it.each([[['--cli-auto-prompt']], [['describe-pull-through-cache-rules', '--cli-auto-prompt']]])(
  'refuses %j without a terminal',
  async (words) => {
    const outcome = await node(ecr, ...words);
    expect(outcome).toMatchObject({ code: 255, stdout: '' });
    expect(outcome.stderr).toMatch(/^\necr: \[ERROR\]: The auto-prompt needs a terminal, [^\n]*\n$/);
  },
);
