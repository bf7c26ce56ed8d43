import { describe, expect, it } from 'vitest';

import { takeCommand } from '../../../src/command-line/command-words.ts';
import { takeGlobalOptions } from '../../../src/command-line/global-options.ts';
import { loggedWords, requireUtf8 } from '../../../src/command-line/raw-words.ts';
import { ParameterError } from '../../../src/model/errors.ts';
import { testIo } from '../../support/test-io.ts';

const commandLine = (...words: readonly (string | Buffer)[]) => ({
  '/proc/self/cmdline': Buffer.concat(words.flatMap((word) => [Buffer.from(word), Buffer.from([0])])),
});
const before = ['node', '--a', 'ecr.js'];

it('refuses an argument that is not UTF-8', () => {
  const files = commandLine(...before, 'plan', '', Buffer.from([0x61, 0xe9]));
  expect(() => requireUtf8(['plan', '', 'a\ufffd'], testIo({}, files))).toThrow(
    new ParameterError('Argument 3 of the command line is not text in UTF-8.'),
  );
});

it.each([
  ['a U+FFFD that was typed', commandLine(...before, 'é\ufffd')],
  ['a system without /proc', {}],
])('accepts %s', (_, files) => {
  expect(() => requireUtf8(['é\ufffd'], testIo({}, files))).not.toThrow();
});

describe('logged words', () => {
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
});
