import { describe, expect, it } from 'vitest';

import { contextAfter } from '../../../src/completion/cursor-context.ts';
import { KeyReader } from '../../../src/prompt/keys.ts';
import { lineOf, textOf } from '../../../src/prompt/line.ts';
import { firstState, press } from '../../../src/prompt/state.ts';
import { helpOf, sampleOf, suggest } from '../../../src/prompt/suggestions.ts';
import { testIo } from '../../support/test-io.ts';

const io = testIo(
  {},
  {
    '/home/someone/.aws/config': '[profile "my team"]\n[profile prod]\n',
    '/home/someone/.aws/cli/alias': `[command ecr]
mirror = create-pull-through-cache-rule --upstream-registry quay --query registryId --output text
greet = !echo hello
`,
    './my rule.json': '',
    "./it's.json": '',
  },
);

/** The command line after these keys. */
function lineAfter(typed: string): string {
  let state = firstState('ecr ', [], io);
  for (const key of new KeyReader().read(typed)) {
    const outcome = press(state, key, io);
    if (outcome.kind === 'continue') state = outcome.state;
  }
  return textOf(state.line);
}

describe('a chosen candidate', () => {
  it.each([
    ['--profile my\t', "ecr --profile 'my team' "],
    ['--profile "my\t', "ecr --profile 'my team' "],
    ["--profile 'my t\t", "ecr --profile 'my team' "],
    ['--profile=my\t', "ecr '--profile=my team' "],
    ['--profile te\t', "ecr --profile 'my team' "],
    ['mirror --cli-input-json file://my\\ r\t', "ecr mirror --cli-input-json 'file://my rule.json' "],
    ['mirror --ca-bundle ./it\t', `ecr mirror --ca-bundle './it'"'"'s.json' `],
    ['--profile prod mirr\t', 'ecr --profile prod mirror '],
  ])('after %j is quoted when a shell needs it', (typed, line) => {
    expect(lineAfter(typed)).toBe(line);
  });
});

describe('an alias', () => {
  const texts = (line: string) => suggest(lineOf(line), io).map(({ text }) => text);

  it('is listed with the commands', () => {
    expect(texts('ecr ').slice(0, 7)).toContain('mirror');
    expect(texts('ecr gre')[0]).toBe('greet');
  });

  it('is followed by the options that it does not set', () => {
    expect(texts('ecr mirror ')).toContain('--ecr-repository-prefix');
    expect(texts('ecr mirror ')).not.toContain('--upstream-registry');
    expect(texts('ecr greet ')).not.toContain('--ecr-repository-prefix');
  });

  it('has the help and the sample of its command', async () => {
    expect(helpOf(undefined, contextAfter(['mirror'], io))[0]).toMatch(/^Create a pull through cache rule/);
    expect(await sampleOf(['mirror', '--query'], io)).toEqual(expect.arrayContaining([expect.any(String)]));
    expect(await sampleOf(['mirror', '--output', 'json'], io)).toEqual(await sampleOf(['mirror'], io));
    expect(await sampleOf(['greet'], io)).toEqual(['This command has no sample output.']);
    expect(await sampleOf([], io)).toEqual(['Enter a command to see sample output.']);
  });
});
