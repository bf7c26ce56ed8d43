import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startAwsService, type AwsService } from '../support/aws-service.ts';
import { bareEnvironment, ecr, finished, type Outcome, programs, removeFolder } from '../support/run.ts';
import { hasTerminal, Terminal } from '../support/terminal.ts';

const list = ['describe-pull-through-cache-rules'];
const role = 'arn:aws:iam::123456789012:role/r';
const [mine, other] = ['arn:aws:iam::123456789012:mfa/mine', 'arn:aws:iam::123456789012:mfa/other'];
const config =
  `[profile one]\nrole_arn = ${role}\nsource_profile = base\nmfa_serial = ${mine}\n` +
  `[profile two]\nrole_arn = ${role}2\nsource_profile = one\nmfa_serial = ${other}\n` +
  `[profile three]\nrole_arn = ${role}3\nsource_profile = base\nmfa_serial = ${other}\n`;

let home: string;
let service: AwsService;

beforeEach(async () => {
  home = fs.mkdtempSync(path.join(bareEnvironment()['HOME'] ?? '/tmp', 'ecr-home-'));
  service = await startAwsService(() => ({ body: { pullThroughCacheRules: [] } }));
  fs.mkdirSync(path.join(home, '.aws'));
  fs.writeFileSync(path.join(home, '.aws/config'), config);
  fs.writeFileSync(
    path.join(home, '.aws/credentials'),
    '[base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = secretOfTheBase\n',
  );
});
afterEach(async () => {
  service.close();
  await removeFolder(home);
});

const environment = () => ({ HOME: home, AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: service.url });

/** Runs a command in a new session, without a terminal, with the given standard input. */
function withInput(input: string, command: readonly string[]): Promise<Outcome> {
  const child = spawn('setsid', command, { cwd: home, env: bareEnvironment(environment()) });
  child.stdin.end(input);
  return finished(child);
}

const codes = () =>
  service.requests
    .filter(({ kind }) => kind === 'AssumeRole')
    .map(({ body }) => ['SerialNumber', 'TokenCode'].map((name) => new URLSearchParams(body).get(name)));

const question = (serial: string) => `Warning: Password input may be echoed.\nEnter MFA code for ${serial}: `;
const noEcho = 'GetPassWarning: Can not control echo on the terminal.\n';

describe.each(programs)('without a terminal, $tool', ({ command, isThere, isOwn }) => {
  /** Python prefixes its warning with the source line. */
  const said = ({ stderr }: Outcome) => (isOwn ? stderr : stderr.replace(/^getpass\.py:\d+: /, ''));

  it.skipIf(!isThere).each(['123456\n', '123456', '123456\nmore\n'])(
    'reads the code from standard input: %j',
    async (input) => {
      const outcome = await withInput(input, [...command, ...list, '--profile', 'one']);
      expect(outcome.code).toBe(0);
      expect(said(outcome)).toBe(`${noEcho}${question(mine)}\n`);
      expect(codes()).toEqual([[mine, '123456']]);
    },
  );

  it.skipIf(!isThere)('reads one code for each role, the outermost first', async () => {
    const outcome = await withInput('222222\n111111\n', [...command, ...list, '--profile', 'two']);
    expect(outcome.code).toBe(0);
    expect(said(outcome)).toBe(`${noEcho}${question(other)}\n${question(mine)}\n`);
    expect(codes()).toEqual([
      [mine, '111111'],
      [other, '222222'],
    ]);
  });

  it.skipIf(!isThere)('sends nothing when standard input has ended', async () => {
    const outcome = await withInput('', [...command, ...list, '--profile', 'one']);
    expect(outcome.code).toBe(255);
    const reason = isOwn ? ` Enter MFA code for ${mine}: the input has ended.` : '';
    expect(said(outcome)).toBe(`${noEcho}${question(mine)}\n${isOwn ? 'ecr' : 'aws'}: [ERROR]:${reason}\n`);
    expect(service.requests).toEqual([]);
  });

  it.skipIf(!isThere)('sends nothing for a code that is too short', async () => {
    const outcome = await withInput('12345\n', [...command, ...list, '--profile', 'one']);
    expect(outcome.code).toBe(252);
    expect(outcome.stderr).toContain('Invalid length for parameter TokenCode, value: 5, valid min length: 6');
    expect(service.requests).toEqual([]);
  });
});

/** A plan over two profiles that each need a code. */
const plan = (rules: string) => [
  'plan',
  '--rules',
  rules,
  '--profiles',
  'one',
  'three',
  '--query',
  'length(registries)',
];
const quay = '{"ecrRepositoryPrefix":"quay","upstreamRegistryUrl":"quay.io"}';

it('without a terminal, two profiles of a plan ask one after the other', async () => {
  const outcome = await withInput('111111\n222222\n', [process.execPath, ecr, ...plan(quay)]);
  expect(outcome).toEqual({
    code: 0,
    stdout: '2\n',
    stderr: `${noEcho}${question(mine)}\n${question(other)}\n2 registries: 2 to create\n`,
  });
  expect(codes().toSorted()).toEqual([
    [mine, '111111'],
    [other, '222222'],
  ]);
});

const input = '{"maxResults": 7}';

it('without a terminal, the code is not read from the input of the command', async () => {
  const outcome = await withInput(`${input}\n`, [
    ...[process.execPath, ecr, ...list],
    ...['--no-paginate', '--cli-input-json', '-', '--profile', 'one'],
  ]);
  expect(outcome).toMatchObject({ code: 252, stdout: '' });
  expect(outcome.stderr).toContain(`Enter MFA code for ${mine}: there is no terminal to prompt on`);
  expect(outcome.stderr).not.toContain('echoed');
  expect(service.requests).toEqual([]);
});

describe.skipIf(!hasTerminal)('on a terminal', () => {
  it('prompts on the terminal when the command reads standard input', async () => {
    const words = `${list.join(' ')} --no-paginate --cli-input-json - --profile one --query 'length(@)'`;
    const terminal = new Terminal(`echo '${input}' | ${process.execPath} ${ecr} ${words}`, environment());
    await terminal.shows(`Enter MFA code for ${mine}:`);
    terminal.type('765432', 'Enter');
    await terminal.shows('ended with 0');
    terminal.close();
    expect(codes()).toEqual([[mine, '765432']]);
    expect(service.requests.at(-1)?.body).toBe('{"maxResults":7}');
  });

  it.each(['', 'echo 999999 | '])('prompts on the terminal without echoing the code, after %j', async (before) => {
    const terminal = new Terminal(
      `${before}${process.execPath} ${ecr} ${list.join(' ')} --profile one --query 'length(@)'`,
      environment(),
    );
    await terminal.shows(`Enter MFA code for ${mine}:`);
    terminal.type('99', 'C-u', '7654321', 'BSpace', 'Enter');
    const screen = await terminal.shows('ended with 0');
    terminal.close();
    expect(screen).not.toMatch(/765432|echoed/);
    expect(codes()).toEqual([[mine, '765432']]);
  });

  it('two profiles of a plan ask one after the other, without a progress bar meanwhile', async () => {
    fs.writeFileSync(path.join(home, 'rules.json'), quay);
    const words = plan('file://rules.json')
      .join(' ')
      .replace(/length.*/, "'$&'");
    const terminal = new Terminal(`cd ${home}; ${process.execPath} ${ecr} ${words}`, environment());
    const first = await terminal.shows(`Enter MFA code for ${mine}:`);
    expect(first).not.toContain(other);
    expect(first).not.toContain('registries');
    terminal.type('111111', 'Enter');
    const second = await terminal.shows(`Enter MFA code for ${other}:`);
    expect(second.trimEnd().endsWith(`Enter MFA code for ${other}:`)).toBe(true);
    terminal.type('222222', 'Enter');
    const screen = await terminal.shows('ended with 0');
    terminal.close();
    expect(screen).not.toMatch(/111111|222222/);
    expect(codes().toSorted()).toEqual([
      [mine, '111111'],
      [other, '222222'],
    ]);
  });

  it('stops at Ctrl-Z with the terminal restored, and goes on without echo', async () => {
    const script = `${process.execPath} ${ecr} ${list.join(' ')} --profile one --query 'length(@)'`;
    const terminal = new Terminal(`PS1='$ ' bash --norc -i`, { ...environment(), RUN: script });
    await terminal.shows('$');
    terminal.type('eval "$RUN"', 'Enter');
    await terminal.shows(`Enter MFA code for ${mine}:`);
    terminal.type('7', 'C-z');
    await terminal.shows('Stopped');
    terminal.type('echo visible', 'Enter');
    await terminal.shows(/\nvisible\n/);
    terminal.type('fg', 'Enter');
    await terminal.shows(/fg\n[^]*Enter MFA code/);
    terminal.type('65432', 'Enter');
    const screen = await terminal.shows(/\n1\n/);
    terminal.close();
    expect(screen).not.toContain('65432');
    expect(codes()).toEqual([[mine, '765432']]);
  });

  it('quits at Ctrl-\\ with the terminal restored', async () => {
    const command = `${process.execPath} ${ecr} ${list.join(' ')} --profile one`;
    const terminal = new Terminal(`trap : QUIT; ${command}; echo "ended with $?"; stty -a`, environment());
    await terminal.shows(`Enter MFA code for ${mine}:`);
    terminal.type('C-\\');
    await terminal.shows('ended with 131');
    expect(await terminal.shows('icanon')).toMatch(/ echo /);
    terminal.close();
    expect(service.requests).toEqual([]);
  });

  it.each([
    ['C-c', 'ended with 130'],
    ['C-d', `Enter MFA code for ${mine}: the input has ended.`],
  ])('ends at %s', async (key, message) => {
    const terminal = new Terminal(
      `trap : INT; ${process.execPath} ${ecr} ${list.join(' ')} --profile one`,
      environment(),
      {
        width: 200,
      },
    );
    await terminal.shows(`Enter MFA code for ${mine}:`);
    terminal.type(key);
    await terminal.shows(message);
    terminal.close();
    expect(service.requests).toEqual([]);
  });
});
