import { describe, expect, it } from 'vitest';

import { takeCommand } from '../../../src/command-line/command-words.ts';
import { takeGlobalOptions } from '../../../src/command-line/global-options.ts';
import { loggedWords } from '../../../src/command-line/logged-words.ts';

const put = ['put-upstream-secret', '--upstream-registry', 'docker-hub', '--username', 'someone'];

/** The words of command lines with a token in a wrong place. */
const misplaced: readonly (readonly string[])[] = [
  ['--access-token', 't0ken'],
  ['--access-token=t0ken'],
  ['--acess-token', 't0ken'],
  ['--acess-token=t0ken'],
  ['--token', 't0ken'],
  ['-t', 't0ken'],
  ['-t0ken'],
  ['--t0ken'],
  ['t0ken'],
  ['--', 't0ken'],
  ['--access-token', '-', 't0ken'],
  ['--c=t0ken'],
  ['--no-paginate=t0ken'],
];

describe('the words of put-upstream-secret', () => {
  it.each(misplaced)('are not in the debug log: %s %s', (...words) => {
    expect(loggedWords([...put, ...words]).join(' ')).not.toContain('t0ken');
    expect(loggedWords([...put, ...words])).toContain('--upstream-registry');
  });

  it.each(misplaced.filter(([word = '']) => !word.startsWith('--access-token')))(
    'are in no message: %s %s',
    (...words) => {
      const parse = () => {
        const { rest, values } = takeGlobalOptions([...put, ...words]);
        return takeCommand(rest, values, new Map());
      };
      expect(parse).toThrow();
      expect(parse).not.toThrow('t0ken');
    },
  );

  it.each(misplaced)('are in no message about missing options: %s %s', (...words) => {
    const parse = () => {
      const { rest, values } = takeGlobalOptions(['put-upstream-secret', ...words]);
      return takeCommand(rest, values, new Map());
    };
    expect(parse).toThrow();
    expect(parse).not.toThrow('t0ken');
  });

  it('are followed by the option that was meant', () => {
    const { rest, values } = takeGlobalOptions([...put, '--acess-token', 't0ken']);
    expect(() => takeCommand(rest, values, new Map())).toThrow('  * --access-token');
  });

  it('are hidden behind an alias and a misspelled command, too', () => {
    expect(loggedWords(['put-upstream-secre', '--access-token', 't0ken', '--debug'])).toEqual([
      '***',
      '--access-token',
      '***',
      '--debug',
    ]);
  });
});

it('other command lines are logged with masked URLs only', () => {
  const words = ['plan', '--rules', '[]', '--endpoint-url', 'http://a:b@c'];
  expect(loggedWords(words)).toEqual(['plan', '--rules', '[]', '--endpoint-url', 'http://***:***@c']);
});
