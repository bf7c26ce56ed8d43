import { describe, expect, it } from 'vitest';

import { readAliases } from '../../../src/command-line/aliases.ts';
import { takeCommand } from '../../../src/command-line/command-words.ts';
import { takeGlobalOptions } from '../../../src/command-line/global-words.ts';
import { testIo } from '../../support/test-io.ts';

const path = '/home/someone/.aws/cli/alias';
const file = `[toplevel]
who = sts get-caller-identity
[command ecr]
mirror = create-pull-through-cache-rule --upstream-registry-url public.ecr.aws
id = mirror --query registryId
   --output text
list = !ecr describe-pull-through-cache-rules
bad = "open
loop = pool
pool = loop
loud = mirror --debug
create-pull-through-cache-rule = anything --output text
gone = no-such-command
version = --version
`;

function parse(...argv: string[]) {
  const aliases = readAliases(path, testIo({}, { [path]: file }));
  const globals = takeGlobalOptions(argv);
  return takeCommand(globals.rest, globals.values, aliases);
}

describe('an alias', () => {
  it('stands for a command with options, and for another alias', () => {
    const words = parse('id', '--ecr-repository-prefix', 'aa', '--output', 'json');
    expect(words).toMatchObject({ kind: 'operation', operation: { name: 'CreatePullThroughCacheRule' } });
    if (words.kind !== 'operation') return;
    expect([...words.options]).toEqual([
      ['upstream-registry-url', ['public.ecr.aws']],
      ['ecr-repository-prefix', ['aa']],
    ]);
    // What the alias says wins over the command line, as in the AWS CLI.
    expect([...words.globals]).toEqual([
      ['output', ['text']],
      ['query', ['registryId']],
    ]);
  });

  it('redefines a command, whatever its first word', () => {
    const words = parse(
      'create-pull-through-cache-rule',
      '--ecr-repository-prefix',
      'aa',
      '--upstream-registry-url',
      'x',
    );
    expect(words.kind === 'operation' && [...words.globals]).toEqual([['output', ['text']]]);
  });

  it('runs a shell command with the words that follow', () => {
    expect(parse('list', '--output', 'text', 'a b', "it's")).toEqual({
      kind: 'shell',
      command: `ecr describe-pull-through-cache-rules 'a b' 'it'"'"'s'`,
    });
  });

  it('may ask for the version', () => {
    expect(parse('version')).toEqual({ kind: 'version' });
  });

  it.each([
    ['bad', 'Value of alias "bad" could not be parsed. Received error: No closing quotation when parsing:\n"open'],
    ['loop', 'The alias "loop" refers to itself: loop → pool → loop'],
    ['loud', 'Global parameter "--debug" detected in alias "loud" which is not supported in subcommand aliases.'],
    ['gone', "Found invalid choice 'no-such-command'"],
    ['who', "Found invalid choice 'who'"],
    ['mirro', 'Maybe you meant:\n\n  * mirror'],
  ])('%s is refused', (name, message) => {
    expect(() => parse(name)).toThrow(message);
  });

  it('is looked for in a file that can be read', () => {
    expect(() => readAliases(path, testIo({}, { [path]: 'nonsense' }))).toThrow(`Unable to parse config file: ${path}`);
    expect(readAliases(path, testIo())).toEqual(new Map());
  });
});
