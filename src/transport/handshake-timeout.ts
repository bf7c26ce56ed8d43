import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

/** A server accepted the connection, but did not finish the TLS handshake. */
export class HandshakeTimeout extends Error {
  override readonly name = 'TimeoutError';
}

/**
 * Destroys a TLS socket whose handshake takes too long. The SDK's handler has no limit for it but the one for responses; in
 * urllib3, and so in the AWS CLI, the limit for connections counts.
 *
 * @param timeout in milliseconds, from the moment the connection is there; 0 means no limit
 */
export function limitHandshake(socket: Duplex, timeout: number): void {
  if (!(socket instanceof TLSSocket) || timeout === 0) return;
  const start = () => {
    const timer = setTimeout(() => {
      socket.destroy(new HandshakeTimeout('The TLS handshake took too long.'));
    }, timeout);
    for (const event of ['secureConnect', 'close'])
      socket.once(event, () => {
        clearTimeout(timer);
      });
  };
  if (socket.connecting) socket.once('connect', start);
  else start();
}
