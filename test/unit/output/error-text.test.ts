import { describe, expect, it } from 'vitest';

import {
  ConfigurationError,
  GeneralError,
  ParameterError,
  ServiceError,
  UnknownOptionsError,
  UsageError,
} from '../../../src/model/errors.ts';
import { errorText } from '../../../src/output/error-text.ts';

const usage = new UsageError('wrong', 'usage: ecr\n');
const denied = new ServiceError('Denied', 'Create', 'no', undefined);
const known = new ServiceError('Limit', 'Create', 'no', 2, { Message: 'no', Code: 'Limit', message: 'no' });

const plain = { coloredUsage: false, coloredTable: false, isTerminal: false, width: 80 };

describe('an error', () => {
  it.each([
    [usage, '\necr: [ERROR]: An error occurred (ParamValidation): wrong\n\nusage: ecr\n'],
    [
      new UnknownOptionsError(['--a', 'b'], 'usage: ecr\n'),
      '\nusage: ecr\n\n\necr: [ERROR]: Unknown options: --a, b\n',
    ],
    [new ParameterError('bad'), '\necr: [ERROR]: An error occurred (ParamValidation): bad\n'],
    [new ConfigurationError('NoRegion', 'where?'), '\necr: [ERROR]: An error occurred (NoRegion): where?\n'],
    [new GeneralError('broken'), '\necr: [ERROR]: broken\n'],
    [denied, '\necr: [ERROR]: An error occurred (Denied) when calling the Create operation: no\n'],
    [
      new ServiceError('Denied', 'Create', '', 2),
      '\necr: [ERROR]: An error occurred (Denied) when calling the Create operation (reached max retries: 2):\n',
    ],
    [new GeneralError('x \ufeff\x85\x1f\u2028 \n'), '\necr: [ERROR]: x \ufeff\n'],
  ])('is printed as text: %s', async (error, text) => {
    expect(await errorText(error, 'enhanced', plain)).toBe(text);
  });

  it.each([
    ['json', new ParameterError('bad'), '{\n    "Code": "ParamValidation",\n    "Message": "bad"\n}\n'],
    ['json', known, '{\n    "Message": "no",\n    "Code": "Limit",\n    "message": "no"\n}\n'],
    ['yaml', denied, 'Code: Denied\nMessage: no\n'],
    ['text', denied, 'Denied\tno\n'],
    ['json', new GeneralError('broken'), '\necr: [ERROR]: broken\n'],
    ['legacy', new ParameterError('bad'), '\necr: [ERROR]: bad\n'],
    ['legacy', denied, '\necr: [ERROR]: An error occurred (Denied) when calling the Create operation: no\n'],
  ] as const)('is printed as %s: %s', async (format, error, text) => {
    expect(await errorText(error, format, plain)).toBe(text);
  });

  it('has no resets between the colors of a table', async () => {
    const table = await errorText(denied, 'table', { ...plain, coloredTable: true });
    expect(table).toContain('|  \u001b[1m\u001b[34mDenied\u001b[0m |  \u001b[1m\u001b[34mno\u001b[0m       |\n');
    expect(table.split('\n')[0]).toBe('-----------------------');
  });

  it('is printed vertically when its table is wider than the terminal', async () => {
    expect(await errorText(denied, 'table', { ...plain, width: 10 })).toContain('|  Code    |  Denied  |');
  });

  it('keeps its note after a colored usage text', async () => {
    const noted = Object.assign(new UsageError('wrong', 'usage: ecr\n'), { note: 'Try this.' });
    const text = await errorText(noted, 'enhanced', { ...plain, coloredUsage: true });
    expect(text.endsWith('\u001b[0m\nTry this.\n')).toBe(true);
  });

  it('has a colored usage text on a terminal', async () => {
    expect(await errorText(usage, 'enhanced', { ...plain, coloredUsage: true })).toBe(
      '\necr: [ERROR]: An error occurred (ParamValidation): wrong\n\n\u001b[1m\u001b[34musage: \u001b[0m\u001b[35mecr\n\u001b[0m\n',
    );
  });
});

describe('on a terminal', () => {
  const hostile = new ServiceError('Odd\u001b[2J', 'Create', 'Rule \u001b]0;x\u0007\u009b31m\tend\nline', undefined);
  hostile.note = 'note\u001b[1m';

  it.each(['legacy', 'enhanced', 'json', 'yaml', 'text', 'table'] as const)(
    '%s has no control characters',
    async (format) => {
      const text = await errorText(hostile, format, { ...plain, isTerminal: true });
      expect(text).not.toMatch(/[\0-\u0008\u000b-\u001f\u007f-\u009f]/);
      expect(text).toContain('31m');
    },
  );

  it('line breaks and tabs stay, and elsewhere all bytes', async () => {
    expect(await errorText(hostile, 'legacy', { ...plain, isTerminal: true })).toContain(
      'Rule \\x1b]0;x\\x07\\x9b31m\tend\nline\nnote\\x1b[1m\n',
    );
    expect(await errorText(hostile, 'legacy', plain)).toContain(
      'Rule \u001b]0;x\u0007\u009b31m\tend\nline\nnote\u001b[1m\n',
    );
  });
});
