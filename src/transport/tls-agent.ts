import https from 'node:https';

import { limitHandshake } from './handshake-timeout.ts';

/** Connects directly over TLS, with a limit for the handshake. */
export class TlsAgent extends https.Agent {
  readonly #connectTimeout: number;

  /** @param connectTimeout in milliseconds; 0 means no limit */
  constructor(options: https.AgentOptions, connectTimeout: number) {
    super(options);
    this.#connectTimeout = connectTimeout;
  }

  override createConnection(...request: Parameters<https.Agent['createConnection']>) {
    const socket = super.createConnection(...request);
    if (socket) limitHandshake(socket, this.#connectTimeout);
    return socket;
  }
}
