import { describe, expect, it } from 'vitest';

import { expandHome, expandVariables, inHome } from '../../../src/python/expand-path.ts';
import { testIo } from '../../support/test-io.ts';

const withoutHome = { ...testIo(), home: () => undefined };

// Python's os.path.expanduser and os.path.expandvars give the same.
describe('expandHome', () => {
  it.each([
    ['~', '/home/someone'],
    ['~/', '/home/someone/'],
    ['~/a/b', '/home/someone/a/b'],
    ['~other', '/home/other'],
    ['~other/a', '/home/other/a'],
    ['~unknown/a', '~unknown/a'],
    ['a/~/b', 'a/~/b'],
    ['a~', 'a~'],
    ['/~', '/~'],
    ['', ''],
  ])('expands %j to %j', (path, expanded) => {
    expect(expandHome(path, testIo())).toBe(expanded);
  });

  it('accepts backslashes on Windows', () => {
    const io = testIo();
    const onWindows = { ...io, runtime: { ...io.runtime, operatingSystem: 'Windows_NT' } };
    expect(expandHome('~\\.aws\\config', onWindows)).toBe('/home/someone\\.aws\\config');
    expect(expandHome('~\\a', io)).toBe('~\\a');
  });

  it.each(['~', '~/a', '~other/a'])('leaves %j unchanged without a home folder', (path) => {
    expect(expandHome(path, withoutHome)).toBe(path);
  });

  it.each([
    ['/', '~', '/'],
    ['/', '~/a', '/a'],
    ['', '~/a', '/a'],
    ['/h//', '~/a', '/h/a'],
  ])('with the home folder %j, expands %j to %j', (home, path, expanded) => {
    expect(expandHome(path, { ...testIo(), home: () => home })).toBe(expanded);
  });
});

describe('inHome', () => {
  it('is a path in the home folder', () => {
    expect(inHome('.aws/config', testIo())).toBe('/home/someone/.aws/config');
    expect(inHome('a', { ...testIo(), home: () => '/' })).toBe('/a');
  });

  it('is undefined without a home folder', () => {
    expect(inHome('.aws/config', withoutHome)).toBeUndefined();
  });
});

describe('expandVariables', () => {
  it.each([
    ['$A/${B}/c', 'one/two/c'],
    ['$NONE/${NONE}', '$NONE/${NONE}'],
    ['$AB', '$AB'],
    ['a$', 'a$'],
  ])('expands %j to %j', (path, expanded) => {
    expect(expandVariables(path, testIo({ A: 'one', B: 'two' }))).toBe(expanded);
  });
});
