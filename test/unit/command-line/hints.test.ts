import { describe, expect, it } from 'vitest';

import { main } from '../../../src/main.ts';
import { parseJson } from '../../../src/python/json.ts';
import { testIo } from '../../support/test-io.ts';

const create = 'create-pull-through-cache-rule';
const fit = [create, '--ecr-repository-prefix', 'quay', '--upstream-registry-url', 'quay.io'];
const urlAlone = [create, '--upstream-registry-url', 'quay.io'];
const dashes = 'Options begin with two hyphens, not with a typographic dash';
const oneHyphen = 'Options begin with two hyphens, not with one';

async function messageOf(argv: readonly string[], files: Record<string, string> = {}): Promise<string> {
  const io = testIo({}, files);
  await main(argv, io);
  return io.err();
}

describe('the last line of a message', () => {
  it.each([
    [['describe-repositories'], 'This command is not part of ecr. Use the AWS CLI: aws ecr describe-repositories'],
    [['help', 'put-image'], 'This command is not part of ecr. Use the AWS CLI: aws ecr put-image'],
    [['create'], `Maybe you meant: ecr ${create}`],
    [['create-rule'], `Maybe you meant: ecr ${create}`],
    [['help', 'rules'], 'Maybe you meant: ecr describe-pull-through-cache-rules'],
    [['get-login'], 'Maybe you meant: ecr get-login-password'],
    [['–region', 'us-east-1', ...fit], `${dashes}: --region`],
    [
      [...urlAlone, '--prefix', 'q'],
      '--prefix is not an option of this command. Maybe you meant: --ecr-repository-prefix',
    ],
    [
      [...urlAlone, '--prefix=q'],
      '--prefix is not an option of this command. Maybe you meant: --ecr-repository-prefix',
    ],
    [[...urlAlone, '--nope'], '--nope is not an option of this command'],
    [
      [create, '--prefix', 'q', '--url', 'quay.io'],
      '--prefix is not an option of this command. Maybe you meant: --ecr-repository-prefix\n' +
        '--url is not an option of this command. Maybe you meant: --upstream-registry-url',
    ],
    [[...urlAlone, '–ecr-repository-prefix', 'q'], `${dashes}: --ecr-repository-prefix`],
    [[...urlAlone, '—ecr-repository-prefx=q'], `${dashes}: --ecr-repository-prefix`],
    [[...urlAlone, '−nope'], dashes],
    [[...fit, '–dry-run'], `${dashes}: --dry-run`],
    [['plan', '–rules', 'x'], `${dashes}: --rules`],
    [['plan', 'rules.yaml'], 'To read the rules from a file, use: --rules file://rules.yaml'],
    [['export', '--rules', '[]', 'file://a.json'], 'To read the rules from a file, use: --rules file://a.json'],
    [[...urlAlone, '-ecr-repository-prefix', 'q'], `${oneHyphen}: --ecr-repository-prefix`],
    [['plan', '--rules', 'x', '-region=us-east-1'], `${oneHyphen}: --region`],
  ])('helps with %j', async (argv, hint) => {
    const message = await messageOf(argv);
    expect(message.endsWith(`\n${hint}\n`), message).toBe(true);
  });

  it.each([[['nonsense']], [['rule']], [[create, '--registry-id', '123456789012']], [urlAlone], [[...urlAlone, 'q']]])(
    'is that of the AWS CLI for %j',
    async (argv) => {
      expect((await messageOf(argv)).endsWith('\n  ecr help\n  ecr <command> help\n')).toBe(true);
    },
  );

  it('is the end of Message in JSON and YAML', async () => {
    const json = await messageOf([...urlAlone, '--prefix', 'q', '--cli-error-format', 'json']);
    expect(parseJson(json)).toMatchObject({ Code: 'ParamValidation' });
    expect(json).toContain(
      'help\\n\\n--prefix is not an option of this command. Maybe you meant: --ecr-repository-prefix"',
    );
    const yaml = await messageOf(['create', '--cli-error-format', 'yaml']);
    expect(yaml).toMatch(/^Code: ParamValidation\nMessage: ".*Maybe you meant: ecr\s+create-pull/s);
  });

  it('shows no password', async () => {
    expect(await messageOf([...urlAlone, '--https://me:secret@host'])).not.toContain('secret');
  });
});

describe('the hint for a profile that does not exist', () => {
  const [config, credentials] = ['/home/someone/.aws/config', '/home/someone/.aws/credentials'];
  const files = {
    [config]: '[prod]\nregion = us-east-1\n[profile staging]\nregion = us-east-1\n[profile one]\n[profile two]\n',
    [credentials]: '[profile ci]\naws_access_key_id = x\n',
  };

  it.each([
    ['prod', `The section [prod] of ${config} should be [profile prod]`],
    ['ci', `The section [profile ci] of ${credentials} should be [ci]`],
    ['stagin', 'Maybe you meant: staging'],
    ['STAGING', 'Maybe you meant: staging'],
    ['one,two', 'Separate the names of profiles with spaces: one two'],
  ])('names what is wrong with %s', async (profile, hint) => {
    const notFound = `\necr: [ERROR]: The config profile (${profile}) could not be found\n`;
    expect(await messageOf([...fit, '--profile', profile], files)).toBe(`${notFound}${hint}\n`);
    expect(await messageOf(['plan', '--rules', '{}', '--profiles', profile], files)).toBe(`${notFound}${hint}\n`);
    expect(await messageOf([...fit, '--profile', profile, '--cli-error-format', 'json'], files)).toContain(hint);
  });

  it.each([
    [files, 'qqqq'],
    [{}, 'prod'],
    [{ [config]: '[default]\n' }, 'nope'],
  ])('is missing where nothing is near: %j, %s', async (content, profile) => {
    expect(await messageOf([...fit, '--profile', profile], content)).toBe(
      `\necr: [ERROR]: The config profile (${profile}) could not be found\n`,
    );
  });
});

describe('on a terminal of 40 columns', () => {
  async function onTerminal(argv: readonly string[], files: Record<string, string> = {}): Promise<string> {
    const io = testIo({ TERM: 'dumb' }, files);
    await main(argv, { ...io, stderr: { ...io.stderr, isTerminal: true, columns: 40 } });
    return io.err();
  }

  it('a hint and the lines of the preflight are wrapped between words', async () => {
    const wrong = [create, '--ecr-repository-prefix', 'Hub', '--upstream-registry-url', 'quay.io', '--region', 'x'];
    expect(await onTerminal(wrong)).toContain(
      '\nInvalid value for parameter\necrRepositoryPrefix, value: Hub, use\nlowercase letters and digits',
    );
    expect(await onTerminal(['put-image'])).toContain('\nThis command is not part of ecr. Use the\nAWS CLI: aws ecr');
  });

  it('the lines of the AWS CLI are not', async () => {
    const short = [create, '--ecr-repository-prefix', 'q', '--upstream-registry-url', 'quay.io', '--region', 'x'];
    expect(await onTerminal(short)).toMatch(
      /failed:\nInvalid length for parameter ecrRepositoryPrefix, value: 1, valid min length: 2\n$/,
    );
    expect(await onTerminal(['put-image', '--cli-error-format', 'json'])).toContain(
      'Use the AWS CLI: aws ecr put-image',
    );
  });

  it('every problem of a rules file is wrapped', async () => {
    expect(await onTerminal(['plan', '--rules', '{upstreamRegistryUrl: quay.io}', '--region', 'us-east-1'])).toContain(
      '\nrule 1: Missing required parameter in\ninput: "ecrRepositoryPrefix"\n',
    );
  });
});
