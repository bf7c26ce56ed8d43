import fs from 'node:fs';
import tty from 'node:tty';

import { afterEach, expect, it, vi } from 'vitest';

import { ParameterError } from '../../../src/model/errors.ts';
import { askSecret } from '../../../src/platform/secret-prompt.ts';
import { testIo } from '../../support/test-io.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it('does not read from standard input what was read for something else', async () => {
  vi.spyOn(fs, 'openSync').mockImplementation(() => {
    throw new Error('ENXIO: no such device or address');
  });
  vi.spyOn(tty, 'isatty').mockReturnValue(false);
  const io = testIo({}, {}, '{}');
  await io.stdin.read();
  await expect(askSecret('Enter MFA code for m: ', io.stdin, io.stderr)).rejects.toEqual(
    new ParameterError(
      'Enter MFA code for m: there is no terminal to ask on, and standard input has the parameters of the command. Put the parameters into a file.',
    ),
  );
  expect(io.err()).toBe('');
});
