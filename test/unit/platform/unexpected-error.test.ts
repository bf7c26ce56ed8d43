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
