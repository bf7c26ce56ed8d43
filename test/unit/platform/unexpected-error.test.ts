import { expect, it } from 'vitest';

import { unexpectedError } from '../../../src/platform/unexpected-error.ts';

it('is reported on one line with the address for bug reports', () => {
  const error = unexpectedError(new TypeError('x is not a function\n  more'), {});
  expect(error.exitCode).toBe(255);
  expect(error.message).toMatch(/^Unexpected error: x is not a function\. Please report it .*$/);
});

it('writes the stack to the debug log', () => {
  const lines: string[] = [];
  unexpectedError(new TypeError('broken'), { trace: (_, message) => lines.push(message) });
  expect(lines.join('\n')).toMatch(/TypeError: broken\n\s+at /);
});

it.each([
  ['FileSystemRead', '--allow-fs-read'],
  ['ChildProcess', '--allow-child-process'],
  ['Net', '--allow-net'],
])('a refusal of Node for %s names the option %s', (permission, option) => {
  const error = Object.assign(new Error('Access to this API has been restricted'), {
    code: 'ERR_ACCESS_DENIED',
    permission,
    resource: '/a',
  });
  expect(unexpectedError(error, {})).toMatchObject({
    message: `Node's --permission denies access to '/a' (${permission}). Allow it with ${option}.`,
  });
});

it('says when a text is too long for Node', () => {
  for (const error of [
    new RangeError('Invalid string length'),
    Object.assign(new Error('Cannot create a string longer'), { code: 'ERR_STRING_TOO_LONG' }),
  ])
    expect(unexpectedError(error, {}).message).toBe(
      'The result is longer than 512 MB, which is more than Node can hold. Ask for less of it.',
    );
});
