import { describe, expect, it } from 'vitest';

import { maskedText, maskedUrl, maskedWords } from '../../../src/platform/masks.ts';

const passwords = [
  'secret',
  's:ecret',
  's@ecret',
  's"ecret',
  's/ecret',
  's ecret',
  's\necret',
  '1/secret',
  's%zz',
  "s'e?c#t",
];

describe('maskedUrl', () => {
  it.each(passwords)('hides the password %j', (password) => {
    expect(maskedUrl(`https://me:${password}@host:1/path`)).toBe('https://***:***@host:1/path');
    expect(maskedUrl(`//me:${password}@host`)).toBe('//***:***@host');
  });

  it.each([
    ['me:secret@host:1', '***:***@host:1'],
    ['http://me@host', 'http://***@host'],
    ['http://host:1/path', 'http://host:1/path'],
    ['host', 'host'],
  ])('shows %s as %s', (url, shown) => {
    expect(maskedUrl(url)).toBe(shown);
  });
});

describe('maskedWords', () => {
  it.each(passwords)('hides the password %j in an option and its value', (password) => {
    const url = `http://me:${password}@host/`;
    const shown = 'http://***:***@host/';
    expect(maskedWords(['--endpoint-url', url, `--endpoint-url=${url}`, `[{"a":"${url}"}]`])).toEqual([
      '--endpoint-url',
      shown,
      `--endpoint-url=${shown}`,
      `[{"a":"${shown}"}]`,
    ]);
  });

  it('hides the password of an endpoint without a scheme', () => {
    expect(maskedWords(['--endp', 'me:a b@host', '--endpoint-url=me:secret@host'])).toEqual([
      '--endp',
      '***:***@host',
      '--endpoint-url=***:***@host',
    ]);
  });

  it('leaves other words as they are', () => {
    const words = ['--query', 'rules[?a==`b`] | [@]', '--endpoint-url', 'http://host', 'nginx:1@sha256:00', '--end'];
    expect(maskedWords(words)).toEqual(words);
  });
});

it('maskedText hides the passwords of all URLs of a text', () => {
  expect(maskedText('Request: POST http://me:s/e@cret@host/ "https://a:b@c" me@host')).toBe(
    'Request: POST http://***:***@host/ "https://***:***@c" me@host',
  );
});
