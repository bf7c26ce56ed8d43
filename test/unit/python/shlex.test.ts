import { expect, it } from 'vitest';

import { splitWords } from '../../../src/python/shlex.ts';

it.each([
  ['a  b\tc', ['a', 'b', 'c']],
  [`profile "my team"`, ['profile', 'my team']],
  [`'a "b' "c 'd"`, ['a "b', "c 'd"]],
  ['a\\ b', ['a b']],
  ['"a\\"b\\c"', ['a"b\\c']],
  [`""`, ['']],
  ['', []],
  ['"open', undefined],
  ['end\\', undefined],
])('splits %j', (text, words) => {
  expect(splitWords(text)).toEqual(words);
});
