import { describe, expect, it } from 'vitest';

import { bind } from '../../../src/command-line/program.ts';
import { takeGlobalOptions, takeOperation } from '../../../src/command-line/words.ts';

function invoke(...argv: string[]) {
  const globals = takeGlobalOptions(argv);
  if (globals.kind !== 'call') throw new Error('no call');
  const words = takeOperation(globals.rest, globals.given, new Map());
  if (words.kind !== 'call') throw new Error('no call');
  return bind(globals.given, words.operation, words.given);
}

describe('bind', () => {
  it('gives every option its value and type', () => {
    const invocation = invoke(
      'create-pull-through-cache-rule',
      '--ecr-repository-prefix',
      '',
      '--upstream-registry-url=-1',
      '--cli-read-timeout',
      '1_0',
      '--no-verify-ssl',
      '--no-sign-request',
      '--debug',
      '--output',
      'text',
      '--ca-bundle',
      'a=b',
    );
    expect(invocation.globals).toMatchObject({
      cliReadTimeout: 10,
      verifySsl: false,
      signRequest: false,
      debug: true,
      output: 'text',
      caBundle: 'a=b',
    });
    expect([...invocation.members]).toEqual([
      ['ecrRepositoryPrefix', ''],
      ['upstreamRegistryUrl', '-1'],
    ]);
  });

  it('gives lists as lists, also empty ones', () => {
    expect([...invoke('describe-pull-through-cache-rules', '--ecr-repository-prefixes', 'a', '-1').members]).toEqual([
      ['ecrRepositoryPrefixes', ['a', '-1']],
    ]);
    expect([...invoke('describe-pull-through-cache-rules', '--ecr-repository-prefixes').members]).toEqual([
      ['ecrRepositoryPrefixes', []],
    ]);
  });
});
