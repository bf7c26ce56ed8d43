import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { builtinProse } from '../../src/model/builtin-prose.ts';
import { prose } from '../../src/model/prose.ts';
import { commandsIn, typeInto } from '../support/document-session.ts';
import { startLocal } from '../support/local-endpoint.ts';
import { bareEnvironment, ecr, ecrLocal, inScratch, node, root, run } from '../support/run.ts';
import { hasTerminal, Terminal } from '../support/terminal.ts';

/** The hand-written documents by name; the reference is generated. */
const documents = Object.fromEntries(
  ['README.md', ...fs.readdirSync(path.join(root, 'docs')).map((name) => `docs/${name}`)]
    .filter((name) => name.endsWith('.md') && name !== 'docs/reference.md')
    .map((name) => [name, fs.readFileSync(path.join(root, name), 'utf8')]),
);

const documentNamed = (name: string) => documents[name] ?? '';

/** Times differ from run to run. */
function withoutTimes(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d:\d\d/g, (time) => 'T'.repeat(time.length));
}

/** Creates a folder with the commands `ecr` and `ecr-local` for running examples. */
async function inShell(
  use: (
    shell: (command: string, environment?: Readonly<Record<string, string>>) => ReturnType<typeof run>,
    folder: string,
    environment: Readonly<Record<string, string>>,
  ) => Promise<void>,
): Promise<void> {
  await inScratch(async (folder) => {
    for (const [name, file] of [
      ['ecr', ecr],
      ['ecr-local', ecrLocal],
    ] as const) {
      fs.mkdirSync(path.join(folder, '.bin'), { recursive: true });
      fs.writeFileSync(path.join(folder, '.bin', name), `#!/bin/sh\nexec "${process.execPath}" "${file}" "$@"\n`, {
        mode: 0o755,
      });
    }
    fs.symlinkSync(path.join(root, 'examples'), path.join(folder, 'examples'));
    const own = { HOME: folder, PATH: `${folder}/.bin:${bareEnvironment()['PATH'] ?? ''}` };
    await use(
      (command, environment = {}) => run('bash', ['-c', command], { ...own, ...environment }, folder),
      folder,
      own,
    );
  });
}

describe('examples', () => {
  it('of the help for operations work in their order on one endpoint', async () => {
    await inShell(async (shell) => {
      const local = await startLocal();
      for (const { examples } of Object.values(prose)) {
        for (const { command } of examples) {
          const outcome = await shell(command, local.environment);
          expect(outcome, command).toMatchObject({ code: 0, stderr: '' });
        }
      }
      await local.stop();
    });
  });

  it("of the help for ecr's additional commands work in their order on one endpoint", async () => {
    await inShell(async (shell) => {
      const local = await startLocal();
      for (const { examples } of Object.values(builtinProse)) {
        for (const { command, exitCode = 0 } of examples) {
          const outcome = await shell(command, local.environment);
          expect(outcome, command).toMatchObject({ code: exitCode });
          expect(outcome.stderr, command).toMatch(/^(?:\d+ registr(?:y|ies): (?!.*(?:conflict|failed)).*\n)?$/);
        }
      }
      await local.stop();
    });
  });

  it.for(['bash', 'zsh'])('of the aws function pass the commands of aws ecr to ecr in %s', async (program, context) => {
    if (spawnSync(program, ['-c', 'true']).status !== 0) context.skip();
    const definition = /```sh\n(aws\(\) \{\n[^]*?)```/.exec(documentNamed('docs/migration.md'))?.[1] ?? '';
    await inShell(async (shell, folder) => {
      fs.writeFileSync(path.join(folder, '.bin', 'aws'), '#!/bin/sh\necho "real $*"\n', { mode: 0o755 });
      const lines = [
        'aws ecr describe-pull-through-cache-rules --generate-cli-skeleton --query maxResults',
        'aws --region eu-west-1 ecr describe-pull-through-cache-rules --dry-run --query region --output text',
        'aws ecr --region eu-west-2 describe-pull-through-cache-rules --dry-run --query region --output text',
        'aws ecr describe-images --repository-name "a b"',
        'aws --profile ecr s3 ls',
        'aws ecr get-login-password --region',
      ];
      fs.writeFileSync(path.join(folder, 'script'), `${definition}\n${lines.join('\n')}\n`);
      const outcome = await shell(`${program} script`);
      expect(outcome.stdout).toMatch(
        /^\{[^]*"maxResults": 0\n\}\neu-west-1\neu-west-2\nreal ecr describe-images --repository-name a b\nreal --profile ecr s3 ls\n$/,
      );
    });
  });

  it('of a script under test work with ecr-local', async () => {
    const commands = [...documentNamed('docs/ecr-local.md').matchAll(/^ecr-local .*$/gm)].map(([line]) => line);
    expect(commands.length).toBe(1);
    await inShell(async (shell, folder) => {
      fs.writeFileSync(
        path.join(folder, 'my-script.sh'),
        '#!/bin/sh\necr create-pull-through-cache-rule --ecr-repository-prefix quay --upstream-registry-url quay.io --if-exists keep --query registryId\n',
        { mode: 0o755 },
      );
      for (const command of [...commands, ...commands])
        expect(await shell(command)).toMatchObject({ code: 0, stderr: '' });
      expect(fs.readFileSync(path.join(folder, 'rules.json'), 'utf8')).toContain('"quay"');
    });
  });

  it.each(Object.keys(documents))(
    'of %s work in their order, in one session that starts in a clean shell',
    async (name) => {
      const commands = commandsIn(documentNamed(name));
      await inShell(async (_shell, folder, environment) => {
        const outcomes = await typeInto(
          commands.map(({ command }) => command),
          environment,
          folder,
        );
        commands.forEach(({ command, output }, index) => {
          const outcome = outcomes[index];
          if (output === '') expect(outcome, `${command}: ${outcome?.output ?? ''}`).toMatchObject({ code: 0 });
          else expect(withoutTimes(outcome?.output ?? ''), command).toBe(withoutTimes(output));
        });
      });
    },
  );

  it('are present in the documents', () => {
    const count = (name: string) => commandsIn(documentNamed(name)).length;
    expect(count('README.md')).toBeGreaterThan(2);
    expect(count('docs/many-registries.md')).toBeGreaterThan(6);
    expect(count('docs/recipes.md')).toBeGreaterThan(6);
    expect(count('docs/first-pull.md')).toBeGreaterThan(6);
  });

  it('leave the README within 100 lines', () => {
    expect(documentNamed('README.md').split('\n').length).toBeLessThanOrEqual(100);
  });
});

describe('help', () => {
  it.each([
    [['help']],
    [['--help']],
    [['-h']],
    [['create-pull-through-cache-rule', 'help']],
    [['create-pull-through-cache-rule', '--help']],
    [['create-pull-through-cache-rule', '--region', 'x', '-h', '--output', 'text']],
  ])('%j is plain text in a pipe', async (words) => {
    const outcome = await node(ecr, ...words);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toMatch(
      words.length > 1 ? /^NAME\n {7}ecr-create-pull-through-cache-rule - / : /^NAME\n {7}ecr - /,
    );
    expect(outcome.stdout).not.toContain('\u001b');
  });

  it('is shown when the settings cannot be read', async () => {
    await inScratch(async (folder) => {
      fs.writeFileSync(path.join(folder, 'config'), 'nonsense');
      expect(
        await run(process.execPath, [ecr, 'help'], { AWS_CONFIG_FILE: path.join(folder, 'config') }),
      ).toMatchObject({ code: 0, stderr: '' });
    });
  });

  it.skipIf(!hasTerminal)(
    'goes through the pager on a terminal, with bold headings, and fits a narrow one',
    async () => {
      const terminal = new Terminal(
        `${process.execPath} ${ecr} create-pull-through-cache-rule help`,
        { AWS_PAGER: 'less', LESS: 'R' },
        { width: 40, height: 12 },
      );
      const screen = await terminal.shows('NAME');
      expect(screen.split('\n').every((line) => line.length <= 40)).toBe(true);
      expect(screen).toMatch(/^:|\(END\)|^NAME/m);
      terminal.type('q');
      await terminal.shows('ended with 0');
      terminal.close();
    },
  );

  it.skipIf(spawnSync('man', ['--version']).status !== 0)('is a man page that man renders without warnings', () => {
    const pages = fs.readdirSync(path.join(root, 'man'));
    expect(pages).toContain('ecr-create-pull-through-cache-rule.1.gz');
    expect(pages).toContain('ecr-local.1.gz');
    for (const page of pages) {
      const shown = spawnSync('man', ['--warnings=w', '-l', path.join(root, 'man', page)], {
        env: { ...bareEnvironment(), MANPAGER: 'cat', MANWIDTH: '80', LC_ALL: 'C.UTF-8' },
        encoding: 'utf8',
      });
      expect(shown.stderr).toBe('');
      expect(shown.stdout).toContain(page === 'ecr-local.1.gz' ? '--allow-unsigned' : 'GLOBAL OPTIONS');
      expect(shown.stdout).toMatch(page === 'ecr.1.gz' ? /\becr-local\(1\)/ : /^ +ecr\(1\)/m);
      expect(gunzipSync(fs.readFileSync(path.join(root, 'man', page))).toString()).toContain('.SH NAME');
    }
  });
});

describe('an error of a new user suggests the next step', () => {
  it.each([
    [[], {}, 252, 'ecr help'],
    [['creat'], {}, 252, 'ecr help'],
    [['create-pull-through-cache-rul'], {}, 252, '* create-pull-through-cache-rule'],
    [
      ['describe-pull-through-cache-rules'],
      { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' },
      253,
      'You must specify a region',
    ],
    [
      ['describe-pull-through-cache-rules'],
      { AWS_REGION: 'us-east-1' },
      253,
      'Unable to locate credentials. You can configure credentials by running',
    ],
  ])('%j', async (words, environment, code, next) => {
    const outcome = await run(process.execPath, [ecr, ...words], environment);
    expect(outcome.code).toBe(code);
    expect(outcome.stderr).toContain(next);
  });
});
