import { expect, it } from 'vitest';

import { splitText, splitWords } from '../../../src/python/shlex.ts';

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
