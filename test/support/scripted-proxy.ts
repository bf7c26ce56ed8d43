import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { Duplex } from 'node:stream';

import type { ServerCertificate } from './certificates.ts';
import { listen } from './listen.ts';

/** What the proxy does about a CONNECT. */
export type ConnectResponse = 'close' | 'tunnel' | { readonly bytes: string };

export interface ScriptedProxy {
  readonly url: string;
  /** Each request: method, URL and the decoded user and password. */
  readonly requests: string[];
  close(): void;
}

/**
 * Starts a proxy on a free port of this machine. It forwards nothing over plain HTTP, but responds itself.
 *
 * @param script decides on a CONNECT; `count` is how many have arrived, this one included
 */
export async function startScriptedProxy(
  script: (count: number) => ConnectResponse = () => 'tunnel',
  certificate?: ServerCertificate,
): Promise<ScriptedProxy> {
  const requests: string[] = [];
  const sockets = new Set<Duplex>();
  const record = ({ method = '', url = '', headers }: http.IncomingMessage) => {
    const credentials = (headers['proxy-authorization'] ?? '').replace('Basic ', '');
    requests.push(`${method} ${url} ${Buffer.from(credentials, 'base64').toString()}`.trim());
  };
  const respond: http.RequestListener = (request, response) => {
    record(request);
    response.end('{}');
  };
  const server = certificate === undefined ? http.createServer(respond) : https.createServer(certificate, respond);
  server.on('connection', (socket: Duplex) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.on('connect', (request: http.IncomingMessage, socket: Duplex) => {
    record(request);
    socket.on('error', () => undefined);
    const response = script(requests.length);
    if (response === 'close') socket.destroy();
    else if (response === 'tunnel') openTunnel(request.url ?? '', socket);
    else socket.end(response.bytes);
  });
  const port = await listen(server);
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${String(port)}`,
    requests,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function openTunnel(target: string, socket: Duplex): void {
  const [host = '', port = ''] = target.split(':');
  const upstream = net.connect(Number(port), host, () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    upstream.pipe(socket).pipe(upstream);
  });
  upstream.on('error', () => socket.destroy());
  socket.on('close', () => upstream.destroy());
}
