import { describe, expect, it } from 'vitest';

import { GeneralError, UsageError } from '../../../src/model/errors.ts';
import type { Io } from '../../../src/platform/io.ts';
import { historyFile, mayHoldSecret, readHistory, remember } from '../../../src/prompt/history.ts';
import { KeyReader } from '../../../src/prompt/keys.ts';
import { edit, type Edit, insert, type Line, lineOf, textOf } from '../../../src/prompt/line.ts';
import { promptMode } from '../../../src/prompt/mode.ts';
import { promptFor, runPrompted } from '../../../src/prompt/prompt.ts';
import { firstState, press, type PromptState } from '../../../src/prompt/state.ts';
import { sampleOf } from '../../../src/prompt/suggestions.ts';
import { view } from '../../../src/prompt/view.ts';
import { testIo } from '../../support/test-io.ts';

const io = testIo();

/** Sends keys to a state, up to the first key that ends the prompt. */
function type(state: PromptState, typed: string): { state: PromptState; ended?: string } {
  let current = state;
  for (const key of new KeyReader().read(typed)) {
    const outcome = press(current, key, io);
    if (outcome.kind !== 'continue') return { state: current, ended: outcome.kind === 'run' ? outcome.text : 'left' };
    current = outcome.state;
  }
  return { state: current };
}

const start = (typed = 'ecr ', history: string[] = []) => firstState(typed, history, io);
const lineAfter = (typed: string, from = 'ecr ') => textOf(type(start(from), typed).state.line);

describe('the line', () => {
  const marked = (line: Line) =>
    `${line.graphemes.slice(0, line.cursor).join('')}|${line.graphemes.slice(line.cursor).join('')}`;

  it.each<[Edit[], string]>([
    [['left'], 'one two👩‍👩‍👧|é'],
    [['left', 'left', 'backspace'], 'one tw|👩‍👩‍👧é'],
    [['left', 'left', 'delete'], 'one two|é'],
    [['word left'], 'one |two👩‍👩‍👧é'],
    [['word left', 'word left', 'word left'], '|one two👩‍👩‍👧é'],
    [['home', 'word right'], 'one| two👩‍👩‍👧é'],
    [['erase word'], 'one |'],
    [['home', 'backspace', 'left'], '|one two👩‍👩‍👧é'],
    [['end', 'right', 'delete'], 'one two👩‍👩‍👧é|'],
    [['word left', 'erase to end'], 'one |'],
    [['word left', 'erase to start'], '|two👩‍👩‍👧é'],
  ])('after %j is %s', (edits, expected) => {
    expect(marked(edits.reduce(edit, lineOf('one two👩‍👩‍👧é')))).toBe(expected);
  });

  it('accepts pasted text as one line, and keeps combined characters together', () => {
    expect(textOf(insert(lineOf('a '), 'b\nc\td'))).toBe('a b c d');
    expect(insert(lineOf('e'), '\u0301').graphemes).toEqual(['e\u0301']);
  });
});

describe('keys', () => {
  it('are recognized when they arrive in pieces', () => {
    const reader = new KeyReader();
    expect(reader.read('a\u001b[')).toEqual([{ kind: 'text', text: 'a' }]);
    expect(reader.read('B\u001b[200~x\u0003')).toEqual([{ kind: 'down' }]);
    expect(reader.read('y\u001b[201~')).toEqual([{ kind: 'text', text: 'x\u0003y' }]);
  });

  it('without a function are ignored', () => {
    expect(new KeyReader().read('\u001b[24~\u0007\u001b[99;99X')).toEqual([]);
  });
});

describe('choosing a candidate', () => {
  it.each([
    ['crpul\t', 'ecr create-pull-through-cache-rule '],
    ['delet\u001b[B\r', 'ecr delete-pull-through-cache-rule '],
    [
      'create-pull-through-cache-rule --upstream-registry-url \u001b[B\u001b[B\r',
      'ecr create-pull-through-cache-rule --upstream-registry-url quay.io ',
    ],
    ['create-pull-through-cache-rule --output=ya\t', 'ecr create-pull-through-cache-rule --output=yaml '],
    [
      'create-pull-through-cache-rule --cli-input-json fi\t',
      'ecr create-pull-through-cache-rule --cli-input-json file://',
    ],
    ['\u001b[B\u001b[A\u001b[A', 'ecr '],
    ['crpul\t\u001a', 'ecr crpul'],
    ['crpul\t\u001a\u001a\u001a\u001a', 'ecr '],
    ['zzzz\t', 'ecr zzzz'],
  ])('with %j results in %s', (typed, expected) => {
    expect(lineAfter(typed)).toBe(expected);
  });

  it('Enter runs the line, and Ctrl-C cancels', () => {
    expect(type(start(), 'help\r').ended).toBe('ecr help');
    expect(type(start(), 'help\u0003').ended).toBe('left');
  });

  it('moves through the history and returns to the edited line', () => {
    const history = ['ecr one', 'ecr two'];
    const at = (typed: string) => textOf(type(start('ecr new', history), typed).state.line);
    expect([at('\u001b[A'), at('\u001b[A\u001b[A'), at('\u001b[A\u001b[A\u001b[A'), at('\u001b[A\u001b[B')]).toEqual([
      'ecr two',
      'ecr one',
      'ecr one',
      'ecr new',
    ]);
  });
});

describe('the screen', () => {
  // eslint-disable-next-line no-control-regex -- removes the escape sequences
  const plain = (rows: readonly string[]) => rows.map((row) => row.replace(/\u001b\[[\d;]*m/g, ''));

  it.each([
    [40, 10],
    [80, 24],
    [20, 5],
    [10, 3],
    [2, 2],
  ])('fits %i columns and %i rows', (columns, rows) => {
    for (const typed of [
      '',
      'create-pull-through-cache-rule ',
      `create-pull-through-cache-rule --query ${'日本語'.repeat(9)}`,
      '\u001bOR',
      '\u001b[B\u001b[B',
    ]) {
      const { state } = type(start(), typed);
      const screen = view(state, ['a panel'], { columns, rows });
      expect(screen.rows.length).toBeLessThanOrEqual(rows);
      if (columns >= 10)
        for (const row of plain(screen.rows))
          expect(
            [...new Intl.Segmenter().segment(row)].reduce(
              (width, { segment }) => width + (/[日本語]/.test(segment) ? 2 : 1),
              0,
            ),
          ).toBeLessThanOrEqual(columns);
    }
  });

  it('keeps a wide letter whole at the edge, and places the cursor', () => {
    const { rows, cursor } = view(type(start('ecr '), 'x日日日').state, [], { columns: 12, rows: 10 });
    expect(plain(rows).slice(0, 2)).toEqual(['> ecr x日日', '日']);
    expect(cursor).toEqual({ row: 1, column: 2 });
  });

  it('counts a letter with a combining mark as one column, and an emoji of several characters as two', () => {
    const cursorAfter = (text: string) => view(type(start('ecr '), text).state, [], { columns: 40, rows: 10 }).cursor;
    expect(cursorAfter('re\u0301').column).toBe('> ecr re'.length);
    expect(cursorAfter('\u{1f469}\u200d\u{1f469}\u200d\u{1f467}').column).toBe('> ecr '.length + 2);
  });

  it('marks required options and the chosen candidate', () => {
    const { rows } = view(type(start(), 'create-pull-through-cache-rule \u001b[B').state, [], {
      columns: 80,
      rows: 10,
    });
    expect(plain(rows)[1]).toMatch(/^❯ \* --ecr-repository-prefix /);
    expect(plain(rows)[3]).toMatch(/^ {4}--registry-id /);
    expect(plain(rows).join('\n')).toContain('* required · Enter inserts');
  });

  it('marks where a description is cut', () => {
    const { rows } = view(type(start(), 'create-pull-through-cache-rule ').state, [], { columns: 48, rows: 10 });
    expect(plain(rows)[1]).toMatch(/^ {2}\* --ecr-repository-prefix .{10,}…$/);
    expect(plain(rows)[1]?.length).toBeLessThanOrEqual(48);
  });

  it('explains an option whose value is typed freely', () => {
    const typed = 'create-pull-through-cache-rule --upstream-repository-prefix te';
    const { rows } = view(type(start(), typed).state, [], { columns: 80, rows: 20 });
    expect(plain(rows).join('\n')).toMatch(
      /^ {4}Cache only the repositories of the upstream registry[^]*Default: ROOT/m,
    );
  });

  it('names the keys that apply: Enter runs the line, or inserts a highlighted suggestion', () => {
    const keysAfter = (typed: string) =>
      plain(view(type(start(), typed).state, [], { columns: 80, rows: 20 }).rows)
        .slice(-2)
        .join(' ');
    expect(keysAfter('')).toMatch(/Enter runs.*Tab inserts.*Esc closes/);
    expect(keysAfter('\u001b[B')).toMatch(/Enter inserts.*Esc returns to the line/);
  });
});

describe('the output sample', () => {
  it('applies the query and the format on the line', async () => {
    expect(
      await sampleOf(['describe-pull-through-cache-rules', '--query', 'nextToken', '--output', 'text'], io),
    ).toEqual(['nextToken', '']);
    expect(await sampleOf(['describe-pull-through-cache-rules', '--query', '[', '--output', 'text'], io)).toEqual([
      'Bad value for --query [: Invalid jmespath expression: Incomplete expression:',
      '"["',
      '  ^',
    ]);
    expect(await sampleOf([], io)).toEqual(['Enter a command to see sample output.']);
  });
});

describe('the history', () => {
  const keeping = () => {
    const written = new Map<string, string>();
    const world: Io = {
      ...io,
      files: { ...io.files, writePrivate: (file, content) => Promise.resolve(void written.set(file, content)) },
    };
    return { written, world };
  };

  it('is a private file in the state folder', async () => {
    const { written, world } = keeping();
    await remember('ecr help', ['ecr a'], world);
    expect([...written]).toEqual([['/home/someone/.local/state/ecr-cli/prompt-history', 'ecr a\necr help\n']]);
    expect(historyFile(testIo({ XDG_STATE_HOME: '/state' }))).toBe('/state/ecr-cli/prompt-history');
    expect(historyFile({ ...testIo(), home: () => undefined })).toBeUndefined();
    expect(
      readHistory(testIo({}, { '/home/someone/.local/state/ecr-cli/prompt-history': 'ecr a\n\necr b\n' })),
    ).toEqual(['ecr a', 'ecr b']);
  });

  it('gets nothing from root in the home folder of another user', async () => {
    const { written, world } = keeping();
    const files = { ...world.files, isForeign: (path: string) => Promise.resolve(path.startsWith('/home/someone/')) };
    await remember('ecr help', [], { ...world, files });
    expect(written.size).toBe(0);
  });

  it.each([
    '',
    'ecr a',
    'ecr --endpoint-url https://user:pass@host/',
    'ecr x AKIAIOSFODNN7EXAMPLE',
    'ecr --query password',
  ])('does not store %j', async (line) => {
    const { written, world } = keeping();
    await remember(line, ['ecr a'], world);
    expect(written.size).toBe(0);
  });
});

describe('the mode', () => {
  const config = {
    '/home/someone/.aws/config': '[default]\ncli_auto_prompt = on\n[profile partial]\ncli_auto_prompt = on-partial\n',
  };
  it.each<[string[], Record<string, string>, Record<string, string>, string]>([
    [[], {}, {}, 'off'],
    [['--cli-auto-prompt'], {}, {}, 'on'],
    [['--cli-auto-prompt', '--no-cli-auto-prompt'], {}, {}, 'off'],
    [[], { AWS_CLI_AUTO_PROMPT: 'on' }, {}, 'on'],
    [[], { AWS_CLI_AUTO_PROMPT: 'ON-PARTIAL' }, config, 'on-partial'],
    [[], { AWS_CLI_AUTO_PROMPT: 'off' }, config, 'off'],
    [[], {}, config, 'on'],
    [['--profile', 'partial'], {}, config, 'on-partial'],
    [['--profile', 'none'], {}, config, 'off'],
    [['help'], { AWS_CLI_AUTO_PROMPT: 'on' }, {}, 'off'],
    [['--version'], {}, config, 'off'],
    [['--no-cli-auto-prompt'], { AWS_CLI_AUTO_PROMPT: 'on' }, {}, 'off'],
  ])('is read from %j with %j', (argv, environment, files, mode) => {
    expect(promptMode(argv, testIo(environment, files))).toBe(mode);
  });
});

describe('without a terminal', () => {
  it('the prompt is refused', async () => {
    await expect(promptFor([], io)).rejects.toThrow(GeneralError);
  });

  it('on-partial reports a usage error unchanged', async () => {
    const onPartial = testIo({ AWS_CLI_AUTO_PROMPT: 'on-partial' });
    const error = new UsageError('wrong', 'usage');
    await expect(runPrompted([], onPartial, () => Promise.reject(error))).rejects.toBe(error);
    expect(await runPrompted(['x'], onPartial, () => Promise.resolve(7))).toBe(7);
  });
});

describe('a command line that may hold an access token', () => {
  const withAlias = testIo({}, { '/home/someone/.aws/cli/alias': '[command ecr]\nps = put-upstream-secret\n' });
  const put = ['put-upstream-secret', '--upstream-registry', 'docker-hub', '--username', 'someone'];

  it.each([
    [[...put, '--access-token', 't0ken'], true],
    [[...put, '--access-token=t0ken'], true],
    [[...put, '--acess-token', 't0ken'], true],
    [[...put, 't0ken'], true],
    [['ps', '--access-token', 't0ken'], true],
    [put, false],
    [[...put, '--access-token', '-', '--regions', 'us-east-1', 'eu-west-1'], false],
    [[...put, '--access-token=file://t'], false],
    [['--profile', 'p', ...put, '--access-token', 'file://t', '--output', 'json'], false],
    [['plan', '--rules', '[]', 'word'], false],
    [['--access-token', 't0ken', ...put], true],
    [['put-upstream-secrt', '--acess-token', 't0ken'], true],
    [['help', 'put-upstream-secret'], false],
    [['plann', 'word'], false],
  ])('%j: %s', (words, expected) => {
    expect(mayHoldSecret(words, withAlias)).toBe(expected);
  });

  it.each([
    ['ecr put-upstream-secre --access-token t0ken', false],
    ['ecr put-upstream-secret --access-token -', true],
    ['ecr put-upstream-secret --access-token file://t', true],
  ])('%j is remembered: %s', async (line, expected) => {
    let kept = false;
    const files = { ...io.files, writePrivate: () => Promise.resolve(void (kept = true)) };
    await remember(line, [], { ...io, files });
    expect(kept).toBe(expected);
  });
});
