import fs from 'node:fs';
import { PassThrough } from 'node:stream';
import tty from 'node:tty';

import { afterEach, expect, it, vi } from 'vitest';

import { GeneralError, ParameterError } from '../../../src/model/errors.ts';
import { askSecret } from '../../../src/platform/questions.ts';
import { testIo } from '../../support/test-io.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

function withoutTerminal(): void {
  vi.spyOn(fs, 'openSync').mockImplementation(() => {
    throw new Error('ENXIO: no such device or address');
  });
  vi.spyOn(tty, 'isatty').mockReturnValue(false);
}

it('does not use standard input that was already read', async () => {
  withoutTerminal();
  const io = testIo({}, {}, '{}');
  await io.stdin.read();
  await expect(askSecret('Enter MFA code for m: ', io.stdin, io.stderr, io.interruption.signal)).rejects.toEqual(
    new ParameterError(
      'Enter MFA code for m: there is no terminal to prompt on, and standard input contains the parameters of the command. Put the parameters into a file.',
    ),
  );
  expect(io.err()).toBe('');
});

it('shows one prompt at a time', async () => {
  withoutTerminal();
  Object.defineProperty(process, 'stdin', { value: new PassThrough().end('1\n2\n') });
  const io = testIo();
  const prompts = ['a: ', 'b: ', 'c: '].map((prompt) => askSecret(prompt, io.stdin, io.stderr, io.interruption.signal));
  expect(await Promise.allSettled(prompts)).toEqual([
    { status: 'fulfilled', value: '1' },
    { status: 'fulfilled', value: '2' },
    { status: 'rejected', reason: new GeneralError('c: the input has ended.') },
  ]);
  const warning = 'Warning: Password input may be echoed.\n';
  expect(io.err()).toBe(
    `GetPassWarning: Can not control echo on the terminal.\n${warning}a: \n${warning}b: \n${warning}c: `,
  );
});
