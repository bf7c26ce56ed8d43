import { describe, expect, it } from 'vitest';

import { showText } from '../../../src/output/pager.ts';
import type { Io } from '../../../src/platform/io.ts';
import { systemError, testIo } from '../../support/test-io.ts';

/** Pages the string `text` on a terminal. */
async function show(
  pager: { commandLine: string; optional: boolean } | undefined,
  {
    environment = {},
    startError,
    writeError,
  }: { environment?: Record<string, string>; startError?: Error; writeError?: Error } = {},
) {
  const base = testIo(environment);
  const paged: { command: readonly string[]; less: string | undefined; text: string }[] = [];
  const io: Io = {
    ...base,
    stdout: {
      isTerminal: true,
      columns: 80,
      isEmptyFile: false,
      isClosed: false,
      write: (text) => (writeError === undefined ? base.stdout.write(text) : Promise.reject(writeError)),
    },
    page: (command, { LESS }, text) => {
      if (startError !== undefined) return Promise.reject(startError);
      paged.push({ command, less: LESS, text: Buffer.from(text).toString() });
      return Promise.resolve();
    },
  };
  const error: unknown = await showText('text', pager, io).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { paged, out: base.out(), error };
}

const named = (commandLine: string) => ({ commandLine, optional: false });
const missing = systemError('ENOENT', -2);

describe('a pager', () => {
  it('is split into words, and receives LESS when it is unset', async () => {
    expect(await show(named(`'my pager' -a "b c"`))).toEqual({
      paged: [{ command: ['my pager', '-a', 'b c'], less: 'FRX', text: 'text' }],
      out: '',
      error: undefined,
    });
    const { paged } = await show(named('less'), { environment: { LESS: '' } });
    expect(paged).toMatchObject([{ less: '' }]);
  });

  it.each([
    ['gone', missing, "[Errno 2] No such file or directory: 'gone'"],
    ['/tmp', systemError('EACCES', -13), "[Errno 13] Permission denied: '/tmp'"],
    ['less "', undefined, 'No closing quotation'],
    ['less \\', undefined, 'No escaped character'],
  ])(
    'that is configured but cannot be started is an error after the text: %s',
    async (commandLine, startError, problem) => {
      const shown = await show(named(commandLine), startError === undefined ? {} : { startError });
      expect(shown).toMatchObject({ paged: [], out: 'text', error: { code: 'Pager', exitCode: 253 } });
      expect(shown.error).toMatchObject({
        message:
          `Unable to redirect output to pager. Received the following error when opening pager:\n${problem}\n\n` +
          'Learn more about configuring the output pager by running "aws help config-vars".',
      });
    },
  );

  it('that is optional and cannot be started is skipped', async () => {
    expect(await show({ commandLine: 'less', optional: true }, { startError: missing })).toEqual({
      paged: [],
      out: 'text',
      error: undefined,
    });
  });

  it('that cannot be started is not the error when the terminal is closed', async () => {
    const { error } = await show(named('gone'), { startError: missing, writeError: systemError('EIO', -5) });
    expect(error).toMatchObject({ exitCode: 255, message: '[Errno 5] EIO: an error of the system' });
  });
});

describe('stdout', () => {
  it('on a full disk is an error with an exit code', async () => {
    const { error } = await show(undefined, { writeError: systemError('ENOSPC', -28) });
    expect(error).toMatchObject({ exitCode: 255, message: '[Errno 28] No space left on device' });
  });
});
