import { describe, expect, it } from 'vitest';

import { MalformedIni, parseIni } from '../../../src/python/configparser.ts';

const read = (text: string) =>
  Object.fromEntries([...parseIni(text)].map(([name, entries]) => [name, Object.fromEntries(entries)]));

// Each expectation is what Python's RawConfigParser answers.
describe('parseIni', () => {
  it.each([
    ['[a]\nk = v\n', { a: { k: 'v' } }],
    ['[a]\nk: v', { a: { k: 'v' } }],
    ['[a]\r\nK=v=w:x\r\n', { a: { k: 'v=w:x' } }],
    ['# c\n; d\n[a]\n  # e\nk = v ; not a comment\n', { a: { k: 'v ; not a comment' } }],
    ['[a]\nk =\n  x = 1\n  y = 2\nl = m\n', { a: { k: '\nx = 1\ny = 2', l: 'm' } }],
    ['[a]\nk = 1\n\n  2\n', { a: { k: '1\n\n2' } }],
    ['[a] trailing\nk=v', { a: { k: 'v' } }],
    ['[DEFAULT]\nk = d\nl = d\n[a]\nk = v', { a: { k: 'v', l: 'd' } }],
    ['[profile "my team"]\nk=', { 'profile "my team"': { k: '' } }],
    ['[a]\n[b]\n', { a: {}, b: {} }],
    ['', {}],
  ])('%j', (text, sections) => {
    expect(read(text)).toEqual(sections);
  });

  it.each(['k = v', 'no section', '[a]\nnothing\n', '[a]\n[a]\n', '[a]\nk=1\nK=2\n', '[a\nk=v', '[a]\n= v'])(
    'refuses %j',
    (text) => {
      expect(() => parseIni(text)).toThrow(MalformedIni);
    },
  );
});
