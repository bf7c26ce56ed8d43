import { describe, expect, it } from 'vitest';

import { shellWord, splitCommandLine } from '../../../src/python/shell-words.ts';

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
