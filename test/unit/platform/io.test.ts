import fs from 'node:fs';

import { expect, it } from 'vitest';

import { isSystemError } from '../../../src/platform/io.ts';

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

it.each([
  ['a missing file', () => fs.readFileSync('/nonexistent'), true],
  ['a folder', () => fs.readFileSync('/'), true],
  ['an argument that Node refuses', () => fs.readFileSync('\0'), false],
  ['a URL', () => new URL('nonsense'), false],
  ['a bug', () => Object.assign(new Error('no'), { code: 'ENOENT' }), false],
  ['no error', () => ({ code: 'ENOENT', errno: -2, syscall: 'open' }), false],
])('distinguishes errors of the operating system from others: %s', (_, act, expected) => {
  expect(isSystemError(thrownBy(act))).toBe(expected);
});
