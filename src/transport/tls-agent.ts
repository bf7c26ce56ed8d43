import https from 'node:https';

import { watchHandshake } from './handshake.ts';

/** Connects directly over TLS, and watches the handshake. */
export class TlsAgent extends https.Agent {
  readonly #connectTimeout: number;

  /** @param connectTimeout in milliseconds; 0 means no limit */
  constructor(options: https.AgentOptions, connectTimeout: number) {
    super(options);
    this.#connectTimeout = connectTimeout;
  }

  override createConnection(...request: Parameters<https.Agent['createConnection']>) {
    const socket = super.createConnection(...request);
    if (socket) watchHandshake(socket, this.#connectTimeout);
    return socket;
  }
}
