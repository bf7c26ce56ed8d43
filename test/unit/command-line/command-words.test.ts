import { describe, expect, it } from 'vitest';

import { takeCommand } from '../../../src/command-line/command-words.ts';
import { takeGlobalOptions } from '../../../src/command-line/global-options.ts';

const parse = (...argv: string[]) => {
  const globals = takeGlobalOptions(argv);
  return globals.final === undefined ? takeCommand(globals.rest, globals.values, new Map()) : { kind: globals.final };
};
const create = 'create-pull-through-cache-rule';
const fit = [create, '--ecr-repository-prefix', 'quay', '--upstream-registry-url', 'quay.io'];

describe('the words of a command line', () => {
  it('include global options before and after the command', () => {
    const globals = takeGlobalOptions(['--region', 'a', ...fit, '--output', 'text', '--region=b']);
    expect(globals).toMatchObject({ final: undefined, rest: fit });
    expect([...globals.values]).toEqual([
      ['region', ['b']],
      ['output', ['text']],
    ]);
  });

  it('may abbreviate global options beside those of an extension', () => {
    expect(parse('plan', '--rules', '[]', '--prof', 'one')).toMatchObject({
      globals: new Map([['profile', ['one']]]),
      options: new Map([['rules', ['[]']]]),
    });
  });

  it('resolve abbreviations to global options first', () => {
    // --re could be --registry-id, but the AWS CLI's first parser knows only --region.
    expect(() => takeGlobalOptions([create, '--re'])).toThrow('argument --region: expected one argument');
  });

  it.each([
    [[create], 'the following arguments are required: --ecr-repository-prefix, --upstream-registry-url'],
    [[create, '--upstream-registry-url', 'x'], 'the following arguments are required: --ecr-repository-prefix'],
    [[create, '--generate-cli-skeleton', 'output'], 'the following arguments are required: --ecr-repository-prefix'],
    [['creat-pull-through-cache-rule'], 'Maybe you meant:\n\n  * create-pull-through-cache-rule'],
    [['nonsense'], "argument operation: Found invalid choice 'nonsense'\n\n\nusage:"],
    [[...fit, '--nope', 'x'], 'Unknown options: --nope, x'],
    [[...fit, 'a', 'b', '--nope'], 'Unknown options: b, --nope, a'],
    [['--profile'], 'argument --profile: expected one argument\n\nusage: ecr [--profile PROFILE] [--debug]'],
    [
      [...fit, '--credentials-arn', 'x'],
      'Unknown options: --credentials-arn, x\n\nMaybe you meant:\n\n  * --credential-arn',
    ],
    [[...fit, '--if-exist=keep'], 'Unknown options: --if-exist=keep\n\nMaybe you meant:\n\n  * --if-exists'],
    [[...fit, '--regoin', 'x'], 'Unknown options: --regoin, x\n\nMaybe you meant:\n\n  * --region'],
    [['completion', 'bash', 'more'], 'Unknown options: more'],
    [['apply', '--rules', '[]', '--prun', '--ye'], 'Unknown options: --prun, --ye'],
    [['plan', '--rule', '[]'], 'Unknown options: --rule, []'],
    [['apply', '--rules', '[]', '--dry-run'], 'Unknown options: --dry-run\nTo see what apply would do, use: ecr plan'],
    [['apply', '--rules', '[]', '--auto-approve'], '--auto-approve\napply asks only before --prune deletes rules.'],
    [['apply', '-f', 'rules.yaml'], 'rules.yaml\nTo read the rules from a file, use: --rules file://PATH'],
    [['plan', '-f', 'rules.yaml'], 'rules.yaml\nTo read the rules from a file, use: --rules file://PATH'],
    [
      ['plan', '--file', 'rules.yaml', '-f', 'x'],
      'Unknown options: --file, -f, x, rules.yaml\nTo read the rules from a file, use: --rules file://PATH',
    ],
    [['plan', '--rules', '[]', '--dry-run'], '--dry-run\nplan changes nothing: leave --dry-run out.'],
    [
      [...fit, '--if-exists', 'overwrite'],
      "argument --if-exists: Found invalid choice 'overwrite'\n\nMaybe you meant:\n\n  * update\nThe choices are: fail, keep, update\n\nusage:",
    ],
    [[...fit, '--if-exists', 'x'], "invalid choice 'x'\n\nThe choices are: fail, keep, update\n\nusage:"],
    [['export', '--format', 'json'], "'json'\n\nThe choices are: rules, cloudformation, terraform\n\nusage:"],
    // The AWS CLI has this option, so the message is its own.
    [[...fit, '--output', 'x'], "argument --output: Found invalid choice 'x'\n\n\nusage:"],
    [['help', 'nonsense'], "argument operation: Found invalid choice 'nonsense'\n\n\nusage:"],
    [['help', 'plann'], "Found invalid choice 'plann'\n\nMaybe you meant:\n\n  * plan\n\nusage:"],
    [['help', 'plan', 'apply'], 'Unknown options: apply'],
    [['help', '--nope'], 'Unknown options: --nope'],
  ])('are refused: %j', (words, message) => {
    expect(() => parse(...words)).toThrow(message);
  });

  it.each([
    [[create, '--cli-input-json', '{}']],
    [[create, '--cli-input-json={}']],
    [[create, '--cli-input-j', '{}']],
    [[create, '--cli-input-yaml', 'a: b']],
    [[create, '--generate-cli-skeleton']],
    [[create, '--generate-cli-skeleton=yaml-input']],
    [[create, '--generate', 'input']],
  ])('need no required options in %j', (words) => {
    expect(parse(...words)).toMatchObject({ kind: 'operation' });
  });

  it.each([
    [['help'], undefined],
    [[create, 'help'], 'CreatePullThroughCacheRule'],
    [[...fit, 'help'], 'CreatePullThroughCacheRule'],
  ])('show help for %j', (words, operation) => {
    const result = parse(...words);
    expect(result.kind).toBe('help');
    expect('command' in result && typeof result.command === 'object' ? result.command.name : undefined).toBe(operation);
  });

  it('may include --help anywhere, but no abbreviation of it', () => {
    expect(parse(create, '--help').kind).toBe('help');
    expect(parse(create, '-h').kind).toBe('help');
    expect(() => parse(...fit, '--hel')).toThrow('Unknown options: --hel');
  });

  it('end at --version', () => {
    expect(parse('--version', '--output', 'xml').kind).toBe('version');
    expect(() => parse('--output', 'xml', '--version')).toThrow("Found invalid choice 'xml'");
  });
});

describe('help', () => {
  it.each([
    [['help'], undefined],
    [['help', 'help'], undefined],
    [['help', 'plan'], 'plan'],
    [['help', create], 'CreatePullThroughCacheRule'],
    [['plan', 'help'], 'plan'],
  ])('shows the page of %j', (words, name) => {
    const parsed = parse(...words);
    expect(parsed.kind).toBe('help');
    expect('command' in parsed && typeof parsed.command === 'object' ? parsed.command.name : undefined).toBe(name);
  });
});
