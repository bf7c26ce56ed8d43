import { describe, expect, it } from 'vitest';

import { completionLines } from '../../../src/completion/candidates.ts';
import { testIo } from '../../support/test-io.ts';

const create = 'create-pull-through-cache-rule';
const io = testIo(
  {},
  {
    '/home/someone/.aws/config': '[profile dev]\nregion = x\n[profile prod]\n',
    './rule.json': '',
    './rule.yaml': '',
    './.hidden': '',
    './bad\nname': '',
    '/home/someone/.aws/cli/alias': `[command ecr]
mirror = create-pull-through-cache-rule --upstream-registry quay \\
  --output text
both = mirror --dry-run
shell = !f() { echo a; }; f
value = create-pull-through-cache-rule --upstream-registry
loop = pool
pool = loop
bad = "open
delete-pull-through-cache-rule = anything --output text
`,
  },
);
const completions = (...words: string[]) =>
  completionLines('fish', words, io)
    .split('\n')
    .slice(0, -1)
    .map((line) => line.replace(/\t.*/, ''));

it('completes files in the home folder if there is one', () => {
  const inHome = testIo({}, { '/home/someone/rule.json': '', '/home/other/rule.yaml': '' });
  const complete = (path: string, where: typeof inHome) =>
    completionLines('fish', [create, '--cli-input-json', path], where).trim();
  expect(complete('file://~/r', inHome)).toBe('file://~/rule.json');
  expect(complete('file://~other/r', inHome)).toBe('file://~other/rule.yaml');
  expect(complete('file://~/r', { ...inHome, home: () => undefined })).toBe('');
});

describe('a completion', () => {
  it.each([
    [['cr'], [create]],
    [[create, 'de'], []],
    [['--region', 'us-east-1', 'del'], ['delete-pull-through-cache-rule']],
    [['h'], ['help']],
    [[create, '--upstream-registry', 'q'], ['quay']],
    [[create, '--upstream-registry=q'], ['--upstream-registry=quay']],
    [
      [create, '--output', 'y'],
      ['yaml', 'yaml-stream'],
    ],
    [
      [create, '--if-exists', ''],
      ['fail', 'keep', 'update'],
    ],
    [
      [create, '--region', 'us-gov'],
      ['us-gov-east-1', 'us-gov-west-1'],
    ],
    [[create, '--profile', 'd'], ['dev']],
    [[create, '--upstream-registry-url', 'g'], ['ghcr.io']],
    [
      [create, '--cli-input-json', 'file://ru'],
      ['file://rule.json', 'file://rule.yaml'],
    ],
    [[create, '--cli-input-json', 'fi'], ['file://']],
    [
      [create, '--ca-bundle', './r'],
      ['./rule.json', './rule.yaml'],
    ],
    [[create, '--dry-run', '--dr'], []],
    [[create, '--dr'], ['--dry-run']],
    [['describe-pull-through-cache-rules', '--dr'], ['--dry-run']],
    [['describe-pull-through-cache-rules', '--if'], []],
    [[create, '--upstream-registry', 'quay', '--upstream-registry'], ['--upstream-registry-url']],
    [['--no-such', 'x', '--regi'], ['--region']],
    [[create, '--unknown=x'], []],
    [['completion', 'b'], ['bash']],
    [['completion', 'zsh', 'f'], []],
    [
      ['plan', '--regions', 'us-east-1', 'us-gov'],
      ['us-gov-east-1', 'us-gov-west-1'],
    ],
    [['apply', '--profiles', 'd'], ['dev']],
    [['export', '--format', 't'], ['terraform']],
    [['mirr'], ['mirror']],
    [['sh'], ['shell']],
    [['mirror', '--upstream-registry'], ['--upstream-registry-url']],
    [['mirror', '--ou'], []],
    [['both', '--dr'], []],
    [['both', '--if-exists', 'k'], ['keep']],
    [['shell', '--reg'], ['--region']],
    [['shell', '--ecr'], []],
    [['value', 'q'], ['quay']],
    [['loop', '--reg'], ['--region']],
    [['bad', '--reg'], ['--region']],
    [['delete-pull-through-cache-rule', '--ecr'], ['--ecr-repository-prefix']],
    [['delete-pull-through-cache-rule', '--ou'], []],
    [['--profile', 'mirror', 'mirr'], ['mirror']],
    [[create, '--ca-bundle', './bad'], []],
  ])('of %j is %j', (words, expected) => {
    expect(completions(...words)).toEqual(expected);
  });

  it('lists required options first, without those already present', () => {
    const options = completions(create, '--ecr-repository-prefix', 'aa', '');
    expect(options[0]).toBe('--upstream-registry-url');
    expect(options).not.toContain('--ecr-repository-prefix');
  });

  it('describes an alias by its command', () => {
    const help = (name: string) =>
      completionLines('fish', [name], io)
        .replace(/^[^\t]*\t/, '')
        .trimEnd();
    expect(help('both')).toBe('Alias: mirror --dry-run');
    expect(help('shell')).toBe('Alias: !f() { echo a; }; f');
    expect(help('mirror')).toBe('Alias: create-pull-through-cache-rule --upstream-registry quay --outp…');
    expect(help('delete-pull')).toBe('Alias: anything --output text');
  });

  it('works when the alias file cannot be read', () => {
    const broken = testIo({}, { '/home/someone/.aws/cli/alias': 'nonsense' });
    expect(completionLines('fish', ['cr'], broken)).toContain(create);
    expect(completionLines('fish', ['cr'], testIo())).toContain(create);
  });

  it('in bash starts after the last word break', () => {
    const bash = (line: string, breaks: string) => completionLines('bash', [line, breaks], io);
    expect(bash(`ecr ${create} --upstream-registry=q`, ' =:')).toBe('quay\n');
    expect(bash(`ecr ${create} --upstream-registry=q`, ' ')).toBe('--upstream-registry=quay\n');
    expect(bash(`ecr ${create} --cli-input-json file://ru`, ' =:')).toBe('//rule.json\n//rule.yaml\n');
    expect(bash(`ecr '${create}' --region "us-gov-w`, ' =:')).toBe('us-gov-west-1\n');
  });
});

it('offers the upstream registries that need a secret, and files for the token', () => {
  expect(completions('put-upstream-secret', '--upstream-registry', '')).toEqual([
    'docker-hub',
    'github-container-registry',
    'azure-container-registry',
    'gitlab-container-registry',
    'chainguard',
  ]);
  expect(completions('put-upstream-secret', '--access-token', '')).toEqual(['file://']);
  expect(completions('put-upstream-secret', '--username', '')).toEqual([]);
  expect(completions('put-upstream-secret', '')).toContain('--secret-name');
});
