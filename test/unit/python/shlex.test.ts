import { describe, expect, it } from 'vitest';

import { shellWord, splitCommandLine, splitText, splitWords } from '../../../src/python/shlex.ts';

it.each([
  ['a  b\tc', ['a', 'b', 'c']],
  [`profile "my team"`, ['profile', 'my team']],
  [`'a "b' "c 'd"`, ['a "b', "c 'd"]],
  ['a\\ b', ['a b']],
  ['a \\\n--b', ['a', '\n--b']],
  ['"a\\"b\\c"', ['a"b\\c']],
  ['a\u00a0b\vc', ['a\u00a0b\vc']],
  [`""`, ['']],
  ['', []],
])('splits %j', (text, words) => {
  expect(splitWords(text)).toEqual(words);
});

it.each([
  ['"open', 'No closing quotation'],
  ["it's", 'No closing quotation'],
  ['end\\', 'No escaped character'],
  ['"end\\', 'No escaped character'],
])('names the problem of %j', (text, problem) => {
  expect(splitText(text)).toEqual({ problem });
  expect(splitWords(text)).toBeUndefined();
});

describe('shell words', () => {
  const onLinux = { node: '24.0.0', operatingSystem: 'Linux', release: '6.0', architecture: 'x64' };
  const onWindows = { ...onLinux, operatingSystem: 'Windows_NT' };

  // The rules: https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
  describe('on Windows', () => {
    it.each([
      ['C:\\tools\\less.exe -R', ['C:\\tools\\less.exe', '-R']],
      ['"C:\\Program Files\\less.exe"  -R', ['C:\\Program Files\\less.exe', '-R']],
      ["it's\tfine", ["it's", 'fine']],
      ['a\\"b c', ['a"b', 'c']],
      ['"a b\\\\" c', ['a b\\', 'c']],
      ['', []],
    ])('splits %j', (text, words) => {
      expect(splitCommandLine(text, onWindows)).toEqual({ words });
    });

    it('reports an open quote', () => {
      expect(splitCommandLine('"open', onWindows)).toEqual({ problem: 'No closing quotation' });
    });

    it.each([
      ['', '""'],
      ['plain', 'plain'],
      ['C:\\a\\', 'C:\\a\\'],
      ['a b', '"a b"'],
      ['C:\\a b\\', '"C:\\a b\\\\"'],
      ['say "hi"', '"say \\"hi\\""'],
      ['a\\"b', 'a\\\\\\"b'],
    ])('quotes %j as %j', (word, quoted) => {
      expect(shellWord(word, onWindows)).toBe(quoted);
      expect(splitCommandLine(quoted, onWindows)).toEqual({ words: [word] });
    });
  });

  describe('on other systems', () => {
    it('follows the rules of a POSIX shell', () => {
      expect(splitCommandLine('less\\ pager \'-R "x"\'', onLinux)).toEqual({ words: ['less pager', '-R "x"'] });
      expect(shellWord('a b', onLinux)).toBe("'a b'");
    });
  });
});
