import { describe, expect, it } from 'vitest';

import { ServiceException } from '../../../src/service/service-exception.ts';

const membersOf = (body: unknown, status = 400, headers = {}) =>
  new ServiceException({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body), isUtf8: true })
    .members;

describe('ServiceException', () => {
  // As seen with the AWS CLI 2.36.
  it.each([
    [
      { __type: 'com.amazonaws.ecr#ValidationException', message: 'm' },
      { Message: 'm', Code: 'ValidationException', message: 'm' },
    ],
    // Errors of other operations have shapes in the service model as well.
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
  ])('has the members of %j', (body, members) => {
    expect(membersOf(body)).toEqual(members);
  });

  it.each([
    ['Throttling;Sender', 'Throttling'],
    [';Sender', 'X'],
    ['Throttling', 'X'],
    ['a;b;c', 'X'],
  ])('reads the header %j as the code %s', (header, code) => {
    expect(membersOf({ __type: 'X', message: 'm' }, 400, { 'x-amzn-query-error': header })).toEqual({
      Message: 'm',
      Code: code,
    });
  });

  it('has the status of a response from a gateway', () => {
    expect(membersOf('<html>no</html>', 503)).toEqual({ Message: 'Service Unavailable', Code: '503' });
  });

  it.each([
    [400, '{"__type":"A","message":"m"}', 'A', 'm'],
    [400, '{"__type":"com.amazonaws.ecr#A","Message":"m"}', 'A', 'm'],
    [400, '{"__type":"A:http://internal"}', 'A', ''],
    [400, '{"message":"m"}', '400', 'm'],
    [400, '', '400', ''],
    [403, '<html>no</html>', '403', '<html>no</html>'],
    [502, '', '502', 'Bad Gateway'],
    [503, ' <html>busy', '503', 'Service Unavailable'],
    [500, '[1]', '500', '[1]'],
  ])('has code and message of a %i with %j', (status, body, code, message) => {
    const exception = new ServiceException({ status, headers: {}, body, isUtf8: true });
    expect([exception.name, exception.message]).toEqual([code, message]);
  });
});
