import { describe, expect, it } from 'vitest';

import { parseKnownWords, type ParsedOption } from '../../../src/command-line/argparse.ts';

const options: readonly ParsedOption[] = [
  { name: 'region', takes: 'text' },
  { name: 'registry', takes: 'text' },
  { name: 'debug', takes: 'nothing' },
  { name: 'skeleton', takes: 'optional text' },
  { name: 'prefixes', takes: 'texts' },
  { name: 'dry-run', takes: 'nothing', extension: true },
];
const parse = (words: string[]) => {
  const { values, argument, rest } = parseKnownWords(words, {
    options,
    valueProblem: () => undefined,
    usage: () => 'USAGE',
  });
  return { options: [...values].map(([name, texts]) => [`--${name}`, ...texts]), argument, rest };
};

// Each expectation is the result of CPython 3.14's argparse for the same words.
describe('parseKnownWords', () => {
  it.each([
    [['create', '--region', 'x'], [['--region', 'x']], 'create', []],
    [['--region=x', 'create'], [['--region', 'x']], 'create', []],
    [['create', '--region='], [['--region', '']], 'create', []],
    [['create', '--regio', 'x'], [['--region', 'x']], 'create', []],
    [['create', '--reg', 'x', '--region', 'y'], 'ambiguous option: --reg could match --region, --registry', '', []],
    [['create', '--region', '-1x'], [['--region', '-1x']], 'create', []],
    [['create', '--region', '-.5'], [['--region', '-.5']], 'create', []],
    [['create', '--region', '-a b'], [['--region', '-a b']], 'create', []],
    [['create', '--region', '-'], [['--region', '-']], 'create', []],
    [['create', '--region', '-abc'], 'argument --region: expected one argument', '', []],
    [['create', '--region'], 'argument --region: expected one argument', '', []],
    [['create', '--region', '--', 'x'], 'argument --region: expected one argument', '', []],
    [['create', '--debug=1'], "argument --debug: ignored explicit argument '1'", '', []],
    [['create', '--skeleton'], [['--skeleton']], 'create', []],
    [['create', '--skeleton', 'output'], [['--skeleton', 'output']], 'create', []],
    [['create', '--prefixes', 'a', 'b', '--debug'], [['--prefixes', 'a', 'b'], ['--debug']], 'create', []],
    [['create', '--nope', 'x', 'y'], [], 'create', ['--nope', 'x', 'y']],
    [['--nope', 'x', 'create'], [], 'x', ['--nope', 'create']],
    [['create', 'more', '--debug'], [['--debug']], 'create', ['more']],
    [['create', '--dry', '--dry-run'], [['--dry-run']], 'create', ['--dry']],
    [['create', 'x', '--', '--debug'], [], 'create', ['x', '--', '--debug']],
    [['--', 'create', '--debug'], [], 'create', ['--debug']],
    [[], [], undefined, []],
    [['--debug'], [['--debug']], undefined, []],
    [['--region', 'x', 'create', '--region', 'y'], [['--region', 'y']], 'create', []],
  ])('parses %j', (words, outcome, first, rest) => {
    if (typeof outcome === 'string') expect(() => parse(words)).toThrow(`${outcome}\n\nUSAGE`);
    else expect(parse(words)).toEqual({ options: outcome, argument: first, rest });
  });

  it('reports the first problem from the left', () => {
    const parser = {
      options: [
        { name: 'color', takes: 'text' },
        { name: 'region', takes: 'text' },
      ] as const,
      valueProblem: ({ name }: ParsedOption, value: string) =>
        name !== 'color' || value === 'on' ? undefined : `no ${value}`,
      usage: () => '',
    };
    expect(() => parseKnownWords(['--color', 'red', '--region'], parser)).toThrow('argument --color: no red');
    expect(() => parseKnownWords(['--region', '--color', 'red'], parser)).toThrow(
      'argument --region: expected one argument',
    );
  });

  it('stops at a final option', () => {
    const version: ParsedOption = { name: 'version', takes: 'nothing', final: true };
    const { final } = parseKnownWords(['--version', '--region'], {
      options: [version, ...options],
      valueProblem: () => undefined,
      usage: () => '',
    });
    expect(final).toBe(version);
  });
});
