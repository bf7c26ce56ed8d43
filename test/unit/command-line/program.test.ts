import { describe, expect, it, vi } from 'vitest';

import { takeCommand } from '../../../src/command-line/command-words.ts';
import { takeGlobalOptions } from '../../../src/command-line/global-options.ts';
import type { Invocation, BuiltinInvocation } from '../../../src/command-line/invocation.ts';
import { runProgram } from '../../../src/command-line/program.ts';
import { builtinCommandByName } from '../../../src/model/builtin-commands.ts';
import { UsageError } from '../../../src/model/errors.ts';
import { operationByName } from '../../../src/model/operations.ts';

async function invoke(...argv: string[]): Promise<Invocation | BuiltinInvocation> {
  const { values, rest } = takeGlobalOptions(argv);
  const words = takeCommand(rest, values, new Map());
  if (words.kind !== 'operation' && words.kind !== 'builtin') throw new Error(`This is ${words.kind}.`);
  const called: (Invocation | BuiltinInvocation)[] = [];
  const note = (invocation: Invocation | BuiltinInvocation) => {
    called.push(invocation);
    return Promise.resolve('failures' as const);
  };
  expect(await runProgram(words, { operation: note, builtin: note })).toBe('failures');
  const [invocation] = called;
  if (invocation === undefined) throw new Error('No action ran.');
  return invocation;
}

const membersOf = (invocation: Invocation | BuiltinInvocation) =>
  'members' in invocation ? [...invocation.members] : undefined;

describe('runProgram', () => {
  it('converts every option to its type', async () => {
    const invocation = await invoke(
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
    expect(membersOf(invocation)).toEqual([
      ['ecrRepositoryPrefix', ''],
      ['upstreamRegistryUrl', '-1'],
    ]);
  });

  it('passes lists as arrays, including empty ones', async () => {
    const several = await invoke('describe-pull-through-cache-rules', '--ecr-repository-prefixes', 'a', '-1');
    expect(membersOf(several)).toEqual([['ecrRepositoryPrefixes', ['a', '-1']]]);
    const none = await invoke('describe-pull-through-cache-rules', '--ecr-repository-prefixes');
    expect(membersOf(none)).toEqual([['ecrRepositoryPrefixes', []]]);
  });

  it("calls the action of ecr's builtin command with its argument", async () => {
    expect(await invoke('completion', 'bash', '--output', 'text')).toMatchObject({
      command: { name: 'completion' },
      words: ['bash'],
      globals: { output: 'text' },
    });
  });

  it("calls the action of ecr's builtin command with many arguments, between options", async () => {
    const words = ['a', '--registry-id', '1', '-', 'b:1', '--keep-unmatched', '--region', 'r', '-1', 'c'];
    expect(await invoke('image-uri', ...words)).toMatchObject({
      command: { name: 'image-uri' },
      words: ['a', '-', 'b:1', '-1', 'c'],
      options: { registryId: '1', keepUnmatched: true },
      globals: { region: 'r' },
    });
  });
});

describe('a command line that commander refuses', () => {
  const never = () => Promise.reject(new Error('The action ran.'));
  const planCommand = builtinCommandByName('plan') ?? expect.unreachable();
  const operation = operationByName('DeletePullThroughCacheRule');
  const refused = [
    { kind: 'operation', operation, globals: new Map(), options: new Map([['nope', ['x']]]) },
    { kind: 'operation', operation, globals: new Map([['nope', []]]), options: new Map() },
    { kind: 'builtin', command: planCommand, globals: new Map(), words: ['x'], options: new Map() },
    { kind: 'builtin', command: planCommand, globals: new Map(), words: [''], options: new Map() },
  ] as const;

  it.each(refused)('is a usage error, without output of its own: %j', async (words) => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await expect(runProgram(words, { operation: never, builtin: never })).rejects.toThrow(UsageError);
    expect(write).not.toHaveBeenCalled();
    write.mockRestore();
  });

  it('is refused before commander for an empty argument', () => {
    expect(() => takeCommand(['plan', '--rules', '[]', ''], new Map(), new Map())).toThrow("Unknown options: ''");
  });
});
