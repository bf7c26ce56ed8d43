import { expect, it } from 'vitest';

import { ConfigurationError, GeneralError, ParameterError, ServiceError, UnknownOptionsError, UsageError } from '../../../src/errors.ts';
import { errorText } from '../../../src/output/error-text.ts';

it.each([
  [new UsageError('wrong', 'usage: ecr\n'), '\necr: [ERROR]: An error occurred (ParamValidation): wrong\n\nusage: ecr\n'],
  [new UnknownOptionsError(['--a', 'b'], 'usage: ecr\n'), '\nusage: ecr\n\n\necr: [ERROR]: Unknown options: --a, b\n'],
  [new ParameterError('bad'), '\necr: [ERROR]: An error occurred (ParamValidation): bad\n'],
  [new ConfigurationError('NoRegion', 'where?'), '\necr: [ERROR]: An error occurred (NoRegion): where?\n'],
  [new GeneralError('broken'), '\necr: [ERROR]: broken\n'],
  [new ServiceError('Denied', 'Create', 'no', undefined), '\necr: [ERROR]: An error occurred (Denied) when calling the Create operation: no\n'],
  [new ServiceError('Denied', 'Create', '', 2), '\necr: [ERROR]: An error occurred (Denied) when calling the Create operation (reached max retries: 2):\n'],
])('%s', (error, text) => {
  expect(errorText(error)).toBe(text);
});
