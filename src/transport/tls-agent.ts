import https from 'node:https';
import type { SecureContext } from 'node:tls';

import { watchHandshake } from './handshake.ts';

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
