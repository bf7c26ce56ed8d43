import { expect, it } from 'vitest';

import { requireUtf8 } from '../../../src/command-line/argument-bytes.ts';
import { ParameterError } from '../../../src/model/errors.ts';
import { testIo } from '../../support/test-io.ts';

const commandLine = (...words: readonly (string | Buffer)[]) => ({
  '/proc/self/cmdline': Buffer.concat(words.flatMap((word) => [Buffer.from(word), Buffer.from([0])])),
});
const before = ['node', '--a', 'ecr.js'];

it('refuses an argument that is not UTF-8', () => {
  const files = commandLine(...before, 'plan', '', Buffer.from([0x61, 0xe9]));
  expect(() => requireUtf8(['plan', '', 'a\ufffd'], testIo({}, files))).toThrow(
    new ParameterError('Argument 3 of the command line is not text in UTF-8.'),
  );
});

it.each([
  ['a U+FFFD that was typed', commandLine(...before, 'é\ufffd')],
  ['a system without /proc', {}],
])('accepts %s', (_, files) => {
  expect(() => requireUtf8(['é\ufffd'], testIo({}, files))).not.toThrow();
});
