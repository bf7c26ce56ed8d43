import https from 'node:https';
import { type SecureContext, TLSSocket } from 'node:tls';
import type { Duplex } from 'node:stream';

/** Connects directly over TLS, and watches the handshake. */
export class TlsAgent extends https.Agent {
  readonly #connectTimeout: number;
  readonly #secureContext: () => SecureContext;

  /** @param connectTimeout in milliseconds; 0 means no limit */
  constructor(options: https.AgentOptions, connectTimeout: number, secureContext: () => SecureContext) {
    super(options);
    this.#connectTimeout = connectTimeout;
    this.#secureContext = secureContext;
  }

  override createConnection(...[options, callback]: Parameters<https.Agent['createConnection']>) {
    const secured = { ...options, secureContext: this.#secureContext() };
    const socket = super.createConnection(secured, callback);
    if (socket) watchHandshake(socket, this.#connectTimeout);
    return socket;
  }
}

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
