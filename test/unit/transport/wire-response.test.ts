import { expect, it } from 'vitest';

import { parseErrorResponse } from '../../../src/transport/wire-response.ts';

const response = (body: string, error?: string) => ({
  status: 429,
  isUtf8: true,
  headers: error === undefined ? {} : { 'x-amzn-query-error': error },
  body,
});

it.each([
  ['{"__type":"ns#Code:x","message":"m"}', undefined, 'Code', 'm'],
  ['{"__type":"Code","Message":"m"}', 'Query;Sender', 'Query', 'm'],
  ['{}', undefined, '429', ''],
  ['<p>busy', undefined, '429', '<p>busy'],
  ['<p>busy', 'Throttling;Sender', 'Throttling', '<p>busy'],
  ['<p>busy', 'Throttling', '429', '<p>busy'],
])('the error %s with the header %s has the code %s', (body, header, code, message) => {
  expect(parseErrorResponse(response(body, header))).toMatchObject({ code, message });
});
