import { afterEach, describe, expect, it, vi } from 'vitest';

import { processIo } from '../../../src/platform/process-io.ts';

const { platform } = process;

function stub(target: object, property: string, value: unknown): void {
  Object.defineProperty(target, property, { value, configurable: true, writable: true });
}

afterEach(() => {
  stub(process, 'platform', platform);
  for (const stream of [process.stdin, process.stdout, process.stderr]) Reflect.deleteProperty(stream, 'isTTY');
  vi.restoreAllMocks();
});

describe('on Windows', () => {
  it.each([true, false])('takes from the streams of Node whether they are terminals: %j', (isTerminal) => {
    stub(process, 'platform', 'win32');
    for (const stream of [process.stdin, process.stdout, process.stderr]) stub(stream, 'isTTY', isTerminal);
    const io = processIo();
    expect([io.stdinMayBeTerminal, io.stdout.isTerminal, io.stderr.isTerminal]).toEqual(Array(3).fill(isTerminal));
  });
});

it('finds files, but not folders and missing paths', () => {
  const { files } = processIo();
  expect([files.isFile(__filename), files.isFile(__dirname), files.isFile(`${__filename}/a`)]).toEqual([
    true,
    false,
    false,
  ]);
});
