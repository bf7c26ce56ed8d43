import { describe, expect, it } from 'vitest';

import { scan, type ScannedOption } from '../../../src/command-line/scan.ts';

const options: readonly ScannedOption[] = [
  { name: 'region', takes: 'text' },
  { name: 'registry', takes: 'text' },
  { name: 'debug', takes: 'nothing' },
  { name: 'skeleton', takes: 'optional text' },
  { name: 'prefixes', takes: 'texts' },
  { name: 'dry-run', takes: 'nothing', extension: true },
];
const positional = { name: 'operation', required: true };
const found = (words: string[]) => {
  const result = scan(words, options, () => undefined, positional, 'USAGE');
  return {
    found: result.found.map(({ option, values }) => [`--${option.name}`, ...values]),
    positional: result.positional,
    rest: result.rest,
  };
};

// Each expectation is what CPython 3.14's argparse answers to the same words.
describe('scan', () => {
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
    [[], 'the following arguments are required: operation', '', []],
    [['--debug'], 'the following arguments are required: operation', '', []],
  ])('%j', (words, outcome, first, rest) => {
    if (typeof outcome === 'string') expect(() => found(words)).toThrow(`${outcome}\n\nUSAGE`);
    else expect(found(words)).toEqual({ found: outcome, positional: first, rest });
  });

  it('reports what is wrong in the order of the words', () => {
    const picky: readonly ScannedOption[] = [
      { name: 'color', takes: 'text' },
      { name: 'region', takes: 'text' },
    ];
    const problem = ({ name }: ScannedOption, value: string) =>
      name !== 'color' || value === 'on' ? undefined : `no ${value}`;
    expect(() => scan(['--color', 'red', '--region'], picky, problem, undefined, '')).toThrow(
      'argument --color: no red',
    );
    expect(() => scan(['--region', '--color', 'red'], picky, problem, undefined, '')).toThrow(
      'argument --region: expected one argument',
    );
  });

  it('ends at a final option', () => {
    const result = scan(
      ['--version', '--region'],
      [{ name: 'version', takes: 'nothing', final: true }, ...options],
      () => undefined,
      positional,
      '',
    );
    expect(result.found.map(({ option }) => option.name)).toEqual(['version']);
  });
});
