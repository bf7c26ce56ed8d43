import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { AnswerReader } from '../../../src/transport/answer-reader.ts';

/** Gives an answer to a reader, in pieces that end where `cuts` say, and then ends the connection. */
function read(answer: string, cuts: readonly number[] = []) {
  const bytes = Buffer.from(answer, 'latin1');
  const reader = new AnswerReader();
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)).sort((one, other) => one - other), bytes.length];
  let start = 0;
  let whole = false;
  for (const end of ends) {
    if (end > start) whole = reader.push(bytes.subarray(start, end));
    start = Math.max(start, end);
  }
  if (!whole) reader.end();
  return {
    status: reader.status,
    headers: Object.fromEntries(reader.headers),
    body: reader.body.toString('latin1'),
    isReusable: reader.isReusable,
  };
}

const length = 'Content-Length: 2\r\n';

// What the AWS CLI 2.36 makes of each was looked at over a real connection; where it does something else, it says so.
const answers: readonly (readonly [
  string,
  string,
  { readonly status?: number; readonly body?: string; readonly isReusable?: boolean },
])[] = [
  ['a length', `HTTP/1.1 200 OK\r\n${length}\r\n{}`, {}],
  ['lines without carriage returns', 'HTTP/1.1 200 OK\nContent-Length: 2\n\n{}', {}],
  ['no reason', `HTTP/1.1 200\r\n${length}\r\n{}`, {}],
  ['HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\n{}', { isReusable: false }],
  ['no length, until the end', 'HTTP/1.1 200 OK\r\nConnection: Close\r\n\r\n{}', { isReusable: false }],
  [
    'chunks',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;name=value\r\n{\r\n1 \r\n}\r\n0\r\nTrailer: x\r\n\r\n',
    {},
  ],
  ['no chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', { body: '' }],
  [
    'chunks and a length',
    'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n0\r\n\r\n',
    { body: '0123456789' },
  ],
  [
    'news before the answer',
    `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nContent-Length: 9\r\n\r\nHTTP/1.1 200 OK\r\n${length}\r\n{}`,
    {},
  ],
  ['a folded line', `HTTP/1.1 200 OK\r\nX: a\r\n b\r\n${length}\r\n{}`, {}],
  ['a line that is no header', `HTTP/1.1 200 OK\r\nnonsense\r\n: none\r\n${length}\r\n{}`, {}],
  ['a space before the colon', 'HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\n{}', {}],
  ['the same length twice', `HTTP/1.1 200 OK\r\n${length}${length}\r\n{}`, {}],
  ['a length that is none', 'HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n{}', {}],
  ['a length below nothing', 'HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}', {}],
  ['more than it says', `HTTP/1.1 200 OK\r\n${length}\r\n{}garbage`, { isReusable: false }],
  ['no content', 'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n', { status: 204, body: '' }],
  ['no change', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n', { status: 304, body: '' }],
  ['an unknown status', `HTTP/1.1 600 What\r\n${length}\r\n{}`, { status: 600 }],
  ['a long header', `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(60_000)}\r\n${length}\r\n{}`, {}],
  ['many headers', `HTTP/1.1 200 OK\r\n${'X: a\r\n'.repeat(300)}${length}\r\n{}`, {}],
];

describe('what is taken for an answer, however its bytes come in', () => {
  it.each(answers)('%s', (_, answer, { status = 200, body = '{}', isReusable }) => {
    const whole = read(answer);
    expect(whole).toMatchObject({ status, body, ...(isReusable === undefined ? {} : { isReusable }) });
    fc.assert(
      fc.property(fc.array(fc.nat()), (cuts) => {
        // Whether there is more than the answer, a reader that had it before the rest came cannot know.
        expect({ ...read(answer, cuts), isReusable: undefined }).toEqual({ ...whole, isReusable: undefined });
      }),
    );
  });

  it('headers have small letters, and are joined', () => {
    expect(
      read('HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a:2\r\n 3\r\n__proto__: p\r\nContent-Length: 0\r\n\r\n').headers,
    ).toEqual(
      Object.fromEntries([
        ['x-a', '1, 2 3'],
        ['__proto__', 'p'],
        ['content-length', '0'],
      ]),
    );
  });

  it('bytes stay as they are', () => {
    const body = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString('latin1');
    expect(read(`HTTP/1.1 200 OK\r\nContent-Length: 256\r\n\r\n${body}`).body).toBe(body);
  });
});

describe('what is none counts as a closed connection, so that it is tried again', () => {
  it.each([
    ['nothing', ''],
    ['another protocol', 'SSH-2.0-OpenSSH_9\r\n'],
    ['HTTP/2', 'HTTP/2 200\r\n\r\n'],
    ['a page', '<html>hello</html>\r\n'],
    ['an empty line first', `\r\nHTTP/1.1 200 OK\r\n${length}\r\n{}`],
    ['no status', 'HTTP/1.1 abc OK\r\n\r\n'],
    ['a status too low', `HTTP/1.1 099 OK\r\n${length}\r\n{}`],
    ['a status too high', `HTTP/1.1 1000 OK\r\n${length}\r\n{}`],
    ['a change of protocol', 'HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n'],
    ['half a head', 'HTTP/1.1 200 OK\r\nConte'],
    ['half a body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}'],
    ['half a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{}'],
    ['chunks without an end', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n'],
    ['two lengths', `HTTP/1.1 200 OK\r\nContent-Length: 5\r\n${length}\r\n{}`],
    ['a chunk of no length', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n'],
    ['a chunk below nothing', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-6\r\n{}\r\n0\r\n\r\n'],
    ['a chunk longer than it says', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}}\r\n0\r\n\r\n'],
    ['a line without an end', `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(70_000)}`],
    ['a head without an end', `HTTP/1.1 200 OK\r\n${'X: a\r\n'.repeat(200_000)}`],
    ['news without an end', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(50_000)],
    [
      'trailers without an end',
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n${'X: a\r\n'.repeat(200_000)}`,
    ],
  ])('%s', (_, answer) => {
    expect(() => read(answer)).toThrow(expect.objectContaining({ code: 'ECONNRESET' }));
  });
});

it('an answer has a longest length, also one without an end', () => {
  const reader = new AnswerReader();
  reader.push(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'));
  const piece = Buffer.alloc(16 * 1024 * 1024);
  for (let part = 0; part < 4; part++) reader.push(piece);
  expect(() => reader.push(piece)).toThrow('longer than');
});
