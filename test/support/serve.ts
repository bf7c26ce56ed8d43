import http from 'node:http';

export interface Served {
  /** Without a slash at its end. */
  readonly url: string;
  close(): void;
}

/** A server on this machine, on a port that is free. */
export async function serve(
  listener: (request: http.IncomingMessage, response: http.ServerResponse, body: string) => void,
): Promise<Served> {
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      listener(request, response, Buffer.concat(chunks).toString());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The key that a request of the service's API was signed with; undefined for one of another. */
export function callKey({ headers }: http.IncomingMessage): string | undefined {
  return headers['x-amz-target'] === undefined
    ? undefined
    : (/Credential=(\w+)/.exec(headers.authorization ?? '')?.[1] ?? 'nothing');
}
