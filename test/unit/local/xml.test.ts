import { expect, it } from 'vitest';

import { xmlElement } from '../../../src/local/xml.ts';

it('writes nested elements in order', () => {
  expect(xmlElement('A', { B: 'x', C: { D: '' } }, 'urn:n')).toBe('<A xmlns="urn:n"><B>x</B><C><D></D></C></A>');
});

it('escapes markup', () => {
  expect(xmlElement('A', '<b>"&amp;')).toBe('<A>&lt;b&gt;&quot;&amp;amp;</A>');
});

it('replaces characters that XML cannot hold', () => {
  expect(xmlElement('A', 'a\u0000b\u001bc\ud800\té🚀')).toBe('<A>a?b?c?\té🚀</A>');
});
