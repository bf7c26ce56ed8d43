import { describe, expect, it } from 'vitest';

import { AnsweredWithError } from '../../../src/service/answered-with-error.ts';

const membersOf = (body: unknown, status = 400, headers = {}) =>
  new AnsweredWithError({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) }).members;

describe('an error answer, as botocore holds it (AWS CLI 2.36)', () => {
  it.each([
    [
      { __type: 'com.amazonaws.ecr#ValidationException', message: 'm' },
      { Message: 'm', Code: 'ValidationException', message: 'm' },
    ],
    // An error of another operation has a shape in the service as well.
    [
      { __type: 'RepositoryNotFoundException', message: 'm' },
      { Message: 'm', Code: 'RepositoryNotFoundException', message: 'm' },
    ],
    [
      { __type: 'AccessDeniedException', message: 'm' },
      { Message: 'm', Code: 'AccessDeniedException' },
    ],
    [
      { __type: 'ValidationException', Message: 'M' },
      { Message: 'M', Code: 'ValidationException' },
    ],
    [{ __type: 'ValidationException' }, { Message: '', Code: 'ValidationException' }],
    [
      { __type: 'Foo:http://x/', message: 'm' },
      { Message: 'm', Code: 'Foo' },
    ],
    [{ message: 'm' }, { Message: 'm', Code: '400' }],
    [
      { __type: null, message: 'm' },
      { Message: 'm', Code: '' },
    ],
    [
      { __type: 'ValidationException', message: null, Message: 'M' },
      { Message: null, Code: 'ValidationException' },
    ],
    [
      { __type: 'ValidationException', message: { a: 1 } },
      { Message: { a: 1 }, Code: 'ValidationException', message: { a: 1 } },
    ],
    ['', { Message: '', Code: '400' }],
    ['oops', { Message: 'oops', Code: '400' }],
    ['[1]', { Message: '[1]', Code: '400' }],
  ])('%j', (body, members) => {
    expect(membersOf(body)).toEqual(members);
  });

  it.each([
    ['Throttling;Sender', 'Throttling'],
    [';Sender', 'X'],
    ['Throttling', 'X'],
    ['a;b;c', 'X'],
  ])('with the header %j has the code %s', (header, code) => {
    expect(membersOf({ __type: 'X', message: 'm' }, 400, { 'x-amzn-query-error': header })).toEqual({
      Message: 'm',
      Code: code,
    });
  });

  it('from whatever stands in the service’s place', () => {
    expect(membersOf('<html>no</html>', 503)).toEqual({ Message: 'Service Unavailable', Code: '503' });
  });
});
