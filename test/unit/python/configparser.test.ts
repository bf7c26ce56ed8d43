import { describe, expect, it } from 'vitest';

import { MalformedIni, parseIni, valueText } from '../../../src/python/configparser.ts';

const read = (text: string) =>
  Object.fromEntries([...parseIni(text, valueText)].map(([name, entries]) => [name, Object.fromEntries(entries)]));

// Each expectation is the result of Python's RawConfigParser.
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
  ])('reads %j', (text, sections) => {
    expect(read(text)).toEqual(sections);
  });

  it.each([
    ['k = v', 'line 1: a section such as [default] must come first'],
    ['\n# c\nno section', 'line 3: a section such as [default] must come first'],
    ['[a]\nnothing\n', 'line 2: expected [section] or "key = value"'],
    ['[a]\nk = 1\n\n[b]\n[a]\n', 'line 5: duplicate section [a], first on line 1'],
    ['[a]\r\nk=1\r\n  more\r\nK=2\r\n', 'line 4: duplicate key "k" in [a], first on line 2'],
    ['[DEFAULT]\nk=1\n[DEFAULT]\nk=2', 'line 4: duplicate key "k" in [DEFAULT], first on line 2'],
    ['[x]\n[a\nk=v', 'line 2: the section has no name or no "]"'],
    ['[a\nk = v', 'line 1: the section has no name or no "]"'],
    ['[a]\n= v', 'line 2: expected [section] or "key = value"'],
  ])('refuses %j with the line and the reason', (text, message) => {
    expect(() => read(text)).toThrow(MalformedIni);
    expect(() => read(text)).toThrow(message);
  });

  it('does not show the text of a line, which may be a secret', () => {
    expect(() => read('[a]\naws_secret_access_key wJalrXUtnFEMI')).not.toThrow(/wJalr|secret/);
  });
});
