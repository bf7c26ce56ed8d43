import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

/** A server accepted the connection, but did not finish the TLS handshake. */
export class HandshakeTimeout extends Error {
  override readonly name = 'TimeoutError';
}

const failures = new WeakSet<Error>();

/** Whether a socket's error came before the end of its TLS handshake, so that no request was sent. */
export function failedInHandshake(error: Error): boolean {
  return failures.has(error);
}

/**
 * Notes errors before the end of a TLS socket's handshake, and destroys the socket if the handshake takes too long. The
 * SDK's handler applies the read timeout to it; urllib3, and so the AWS CLI, applies the connect timeout.
 *
 * @param timeout in milliseconds, from the moment the connection is made; 0 means no limit
 */
export function watchHandshake(socket: Duplex, timeout: number): void {
  if (!(socket instanceof TLSSocket)) return;
  const note = (error: Error) => {
    failures.add(error);
  };
  socket.once('error', note).once('secureConnect', () => socket.off('error', note));
  if (timeout === 0) return;
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
