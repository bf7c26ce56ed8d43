import net from 'node:net';

import { afterEach, describe, expect, it } from 'vitest';

import { DirectHandler } from '../../../src/transport/direct-handler.ts';

const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';

let server: net.Server | undefined;
let handler: DirectHandler | undefined;
afterEach(() => {
  handler?.destroy();
  server?.close();
});

/** A server that answers what comes in, a piece at a time, with the next of these; undefined closes the connection. */
async function serve(...answers: readonly (string | undefined)[]) {
  const requests: string[] = [];
  let connections = 0;
  server = net.createServer((socket) => {
    connections++;
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      const next = answers[requests.push(bytes.toString('latin1')) - 1];
      if (next === undefined) socket.destroy();
      else socket.write(next);
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  handler = new DirectHandler({ connectTimeout: 1000, readTimeout: 200, tls: {} });
  const send = (more: Partial<Parameters<DirectHandler['handle']>[0]> = {}) =>
    handler?.handle({
      method: 'POST',
      protocol: 'http:',
      hostname: '127.0.0.1',
      port,
      path: '/',
      query: {},
      headers: { host: 'h' },
      body: 'é',
      ...more,
    });
  return { requests, send, connections: () => connections };
}

describe('a request', () => {
  it('goes out as it is, with its length in bytes', async () => {
    const { requests, send } = await serve(answer);
    await send();
    expect(requests).toEqual(['POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 2\r\n\r\n\u00c3\u00a9']);
  });

  it('has its query, and no length where it has no body', async () => {
    const { requests, send } = await serve(answer);
    await send({ method: 'GET', path: '/x', query: { a: 'b c', d: ['1', '2'] }, body: undefined });
    expect(requests).toEqual(['GET /x?a=b%20c&d=1&d=2 HTTP/1.1\r\nhost: h\r\n\r\n']);
  });

  it.each([
    { headers: { authorization: 'AKID\r\nx-injected: 1' } },
    { headers: { host: '日' } },
    { path: '/a b' },
    { path: '/\r\n' },
  ])('takes nothing that would end a line: %j', async (more) => {
    const { requests, send } = await serve(answer);
    await expect(send(more)).rejects.toThrow(TypeError);
    expect(requests).toEqual([]);
  });
});

describe('a connection', () => {
  it('is used again', async () => {
    const { send, connections } = await serve(answer, answer, answer);
    for (let call = 0; call < 3; call++)
      expect((await send())?.response).toMatchObject({ statusCode: 200, body: Buffer.from('{}') });
    expect(connections()).toBe(1);
  });

  it.each([
    ['the server says so', 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}'],
    ['there was more than the answer', `${answer}HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad`],
  ])('is not where %s', async (_, first) => {
    const { send, connections } = await serve(first, answer);
    await send();
    expect((await send())?.response.body).toEqual(Buffer.from('{}'));
    expect(connections()).toBe(2);
  });

  it('is not where something came in between', async () => {
    const { send, connections } = await serve(answer, answer);
    const waiting = new Promise<void>((resolve) =>
      server?.on('connection', (socket) =>
        setTimeout(() => socket.write('HTTP/1.1 408 Timeout\r\n\r\n', () => setTimeout(resolve, 50)), 50),
      ),
    );
    await send();
    await waiting;
    expect((await send())?.response.statusCode).toBe(200);
    expect(connections()).toBe(2);
  });

  it('that is closed is an error that is tried again', async () => {
    const { send } = await serve(undefined);
    await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('that says nothing times out', async () => {
    const { send } = await serve('HTTP/1.1 200 OK\r\n');
    await expect(send()).rejects.toMatchObject({ name: 'TimeoutError', phase: 'read' });
  });

  it('that cannot be made tells why', async () => {
    const { send } = await serve();
    await new Promise((resolve) => server?.close(resolve));
    await expect(send()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
