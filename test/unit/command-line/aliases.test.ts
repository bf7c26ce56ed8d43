import { describe, expect, it } from 'vitest';

import { readAliases } from '../../../src/command-line/aliases.ts';
import { takeCommand } from '../../../src/command-line/command-words.ts';
import { takeGlobalOptions } from '../../../src/command-line/global-options.ts';
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
# as in awslabs/awscli-aliases
function =
  !f() {
    echo "\${1}" \\
      done
  }; f
continued = describe-pull-through-cache-rules \\
    --query \\
      'pullThroughCacheRules[].{
        A: ecrRepositoryPrefix
      }
      ' \\

    --output text
spaced =  \t !echo
bare = !
escape = mirror \\
[command ecr x]
below = mirror
`;

function parse(...argv: string[]) {
  const aliases = readAliases(path, testIo({}, { [path]: file }));
  const globals = takeGlobalOptions(argv);
  return takeCommand(globals.rest, globals.values, aliases);
}

describe('an alias', () => {
  it('expands to a command with options, and to another alias', () => {
    const words = parse('id', '--ecr-repository-prefix', 'aa', '--output', 'json');
    expect(words).toMatchObject({ kind: 'operation', operation: { name: 'CreatePullThroughCacheRule' } });
    if (words.kind !== 'operation') return;
    expect([...words.options]).toEqual([
      ['upstream-registry-url', ['public.ecr.aws']],
      ['ecr-repository-prefix', ['aa']],
    ]);
    // Options of the alias take precedence over the command line, as in the AWS CLI.
    expect([...words.globals]).toEqual([
      ['output', ['text']],
      ['query', ['registryId']],
    ]);
  });

  it('overrides a command of the same name', () => {
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

  it('spans several lines', () => {
    expect(parse('function', 'a b')).toEqual({
      kind: 'shell',
      command: `f() {\necho "\${1}" \\\ndone\n}; f 'a b'`,
    });
    const words = parse('continued');
    expect(words).toMatchObject({ kind: 'operation', operation: { name: 'DescribePullThroughCacheRules' } });
    expect(words.kind === 'operation' && [...words.globals]).toEqual([
      ['query', ['pullThroughCacheRules[].{\nA: ecrRepositoryPrefix\n}']],
      ['output', ['text']],
    ]);
  });

  it('is a shell command when it starts with an exclamation mark after white space', () => {
    expect(parse('spaced', 'x')).toEqual({ kind: 'shell', command: 'echo x' });
    expect(parse('bare')).toEqual({ kind: 'shell', command: '' });
    expect(parse('bare', 'true')).toEqual({ kind: 'shell', command: ' true' });
  });

  it('can be --version', () => {
    expect(parse('version')).toEqual({ kind: 'version' });
  });

  it.each([
    ['bad', 'Value of alias "bad" could not be parsed. Received error: No closing quotation when parsing:\n"open'],
    [
      'escape',
      'Value of alias "escape" could not be parsed. Received error: No escaped character when parsing:\nmirror \\',
    ],
    ['below', "Found invalid choice 'below'"],
    ['loop', 'The alias "loop" refers to itself: loop → pool → loop'],
    ['loud', 'Global parameter "--debug" detected in alias "loud" which is not supported in subcommand aliases.'],
    ['gone', "Found invalid choice 'no-such-command'"],
    ['who', "Found invalid choice 'who'"],
    ['mirro', 'Maybe you meant:\n\n  * mirror'],
  ])('%s is invalid', (name, message) => {
    expect(() => parse(name)).toThrow(message);
  });

  it('is ignored when its file cannot be read', () => {
    expect(() => readAliases(path, testIo({}, { [path]: 'nonsense' }))).toThrow(`Unable to parse config file: ${path}`);
    expect(() => readAliases(path, testIo({}, { [path]: Buffer.from([0x5b, 0xff]) }))).toThrow('Unable to parse');
    expect(readAliases(path, testIo())).toEqual(new Map());
  });

  it.each([
    ['[command  ecr ]\nx = a', ['x']],
    ['[command ecr]\nx = a\n[command  ecr]\ny = a', ['y']],
    ['[command\tecr]\nx = a', []],
    ['[ command ecr]\nx = a', []],
  ])('is read from the section of ecr in %j', (text, names) => {
    expect([...readAliases(path, testIo({}, { [path]: text })).keys()]).toEqual(names);
  });
});
