import { expect, it } from 'vitest';

import { pagerForHelp, pagerForResults } from '../../../src/settings/pager-command.ts';
import { testIo } from '../../support/test-io.ts';

const named = (commandLine: string) => ({ commandLine, optional: false });
const optional = (commandLine: string) => ({ commandLine, optional: true });

it.each([
  [{}, {}, optional('less')],
  [{ PAGER: 'more' }, {}, named('more')],
  [{ PAGER: 'less' }, {}, named('less')],
  [{ PAGER: 'more' }, { cli_pager: 'cat' }, named('cat')],
  [{ PAGER: 'more', AWS_PAGER: 'bat -p' }, { cli_pager: 'cat' }, named('bat -p')],
  [{ PAGER: 'more', AWS_PAGER: '' }, { cli_pager: 'cat' }, undefined],
  [{ AWS_PAGER: ' \t' }, {}, undefined],
  [{ PAGER: 'more' }, { cli_pager: '' }, undefined],
  [{ PAGER: ' ' }, {}, undefined],
  [{ MANPAGER: 'more' }, {}, optional('less')],
])('for results with %j and %j, the pager is %j', (environment, profile, pager) => {
  expect(pagerForResults(new Map(Object.entries(profile)), testIo(environment))).toEqual(pager);
});

it.each([
  [{}, optional('less -R')],
  [{ PAGER: 'more' }, optional('more')],
  [{ PAGER: 'more', MANPAGER: 'bat -l man' }, optional('bat -l man')],
  [{ PAGER: 'more', MANPAGER: '' }, undefined],
  [{ PAGER: '  ' }, undefined],
  [{ AWS_PAGER: 'cat' }, optional('less -R')],
  [{ AWS_PAGER: '' }, optional('less -R')],
])('for help with %j, the pager is %j', (environment, pager) => {
  expect(pagerForHelp(testIo(environment))).toEqual(pager);
});

it('defaults to more on Windows', () => {
  const io = testIo();
  const onWindows = { ...io, runtime: { ...io.runtime, operatingSystem: 'Windows_NT' } };
  expect(pagerForResults(new Map(), onWindows)).toEqual(optional('more'));
  expect(pagerForHelp(onWindows)).toEqual(optional('more'));
});
