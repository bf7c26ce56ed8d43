import { describe, expect, it } from 'vitest';

import { escaped, readShellLine } from '../../../src/completion/shell-line.ts';

/** The word breaks in bash's COMP_WORDBREAKS. */
const breaks = ' \t\n"\'@><=;|&(:';

describe('an unfinished command line', () => {
  it.each([
    ['ecr ', ['ecr'], '', '', undefined],
    ['ecr --reg', ['ecr'], '--reg', '--reg', undefined],
    ['ecr a\\ b', ['ecr'], 'a b', 'a\\ b', undefined],
    ['ecr "a b" c', ['ecr', 'a b'], 'c', 'c', undefined],
    ['ecr "a b', ['ecr'], 'a b', 'a b', '"'],
    ["ecr 'a b", ['ecr'], 'a b', 'a b', "'"],
    ['ecr "a b"/c', ['ecr'], 'a b/c', '"a b"/c', undefined],
    ['ecr a"b c', ['ecr'], 'ab c', 'b c', '"'],
    ['ecr ""', ['ecr'], '', '""', undefined],
    ['ecr "', ['ecr'], '', '', '"'],
    ['ecr "a\\"b\\c\\$d', ['ecr'], 'a"b\\c$d', 'a\\"b\\c\\$d', '"'],
    ["ecr 'a\\b", ['ecr'], 'a\\b', 'a\\b', "'"],
    ['ecr a\\', ['ecr'], 'a', 'a', undefined],
    ['ecr "a\\', ['ecr'], 'a', 'a', '"'],
    ['ecr --a=b:c', ['ecr'], '--a=b:c', 'c', undefined],
    ['ecr --a="b:c', ['ecr'], '--a=b:c', 'b:c', '"'],
    ['ecr "--a=b:c', ['ecr'], '--a=b:c', '--a=b:c', '"'],
    ['ecr "a:b"c', ['ecr'], 'a:bc', '"a:b"c', undefined],
    ['ecr a\\:b', ['ecr'], 'a:b', 'a\\:b', undefined],
    ['ecr a@b', ['ecr'], 'a@b', '@b', undefined],
  ])('%j is split as in bash', (line, words, current, typed, quote) => {
    expect(readShellLine(line, breaks)).toMatchObject({ words, current, typed, quote });
  });

  it('is split at white space only for shells without word breaks', () => {
    expect(readShellLine('ecr --a=b:c')).toEqual({
      words: ['ecr'],
      current: '--a=b:c',
      start: 4,
      typed: '--a=b:c',
      quote: undefined,
    });
  });
});

it.each([
  ['a b', undefined, 'a\\ b'],
  ['it\'s "$x`!#~*', undefined, 'it\\\'s\\ \\"\\$x\\`\\!\\#\\~\\*'],
  ['a:b=c@d/é-_.,%+', undefined, 'a:b=c@d/é-_.,%+'],
  ['it\'s "$x`\\', '"', 'it\'s \\"\\$x\\`\\\\'],
  ["it's $x", "'", "it'\\''s $x"],
] as const)('%j inside the quote %j is %s', (text, quote, expected) => {
  expect(escaped(text, quote)).toBe(expected);
});
