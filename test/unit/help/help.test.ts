import { describe, expect, it } from 'vitest';

import { showHelp } from '../../../src/help/help.ts';
import { operationByName } from '../../../src/model/operations.ts';
import type { Io } from '../../../src/platform/io.ts';
import { systemError, testIo } from '../../support/test-io.ts';

const operation = operationByName('CreatePullThroughCacheRule');

/** Shows the help of a command when no program can be started. */
async function help(
  environment: Record<string, string>,
  { columns, usePager = true }: { columns?: number; usePager?: boolean } = {},
) {
  const base = testIo(environment);
  const started: string[] = [];
  const io: Io = {
    ...base,
    stdout: { ...base.stdout, isTerminal: columns !== undefined, columns },
    page: (command) => {
      started.push(command.join(' '));
      return Promise.reject(systemError('ENOENT', -2));
    },
  };
  await showHelp(operation, { usePager }, io);
  const paragraphs = base
    .out()
    .split('\n')
    .filter((line) => /^ {7}\w+ .* \w+/.test(line));
  return { started, text: base.out(), longest: Math.max(...paragraphs.map((line) => line.length)) };
}

describe('help', () => {
  it.each([{}, { MANPAGER: 'gone' }, { PAGER: 'gone -x' }, { MANPAGER: 'less "' }, { MANPAGER: '' }])(
    'is printed when no pager can be started: %j',
    async (environment) => {
      const { text } = await help(environment, { columns: 80 });
      expect(text).toContain('ecr-create-pull-through-cache-rule - ');
    },
  );

  it('starts a pager on a terminal, except with --no-cli-pager', async () => {
    expect((await help({ PAGER: 'gone -x' }, { columns: 80 })).started).toEqual(['gone -x']);
    expect((await help({}, { columns: 80, usePager: false })).started).toEqual([]);
    expect((await help({})).started).toEqual([]);
  });

  it.each([
    ['50', 50],
    ['132', 132],
    ['', 80],
    ['0', 80],
    ['-5', 80],
    ['wide', 80],
  ])('in a pipe with COLUMNS=%j wraps at %i columns', async (COLUMNS, width) => {
    const { longest } = await help({ COLUMNS });
    expect(longest).toBeLessThanOrEqual(width);
    expect(longest).toBeGreaterThan(width - 12);
  });

  it.each([
    [60, 60],
    [200, 100],
  ])('on a terminal of %i columns wraps at %i', async (columns, width) => {
    const { longest } = await help({ COLUMNS: '50' }, { columns });
    expect(longest).toBeLessThanOrEqual(width);
    expect(longest).toBeGreaterThan(width - 12);
  });
});
