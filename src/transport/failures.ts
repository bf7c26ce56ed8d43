/** In bytes: more than a hundred thousand rules. What is longer is no answer of the service and may have no end. */
export const longestAnswer = 64 * 1024 * 1024;

/** An answer that cannot be read to its end. With metadata of its own, the SDK leaves the message as it is. */
export class UnreadableAnswer extends Error {
  readonly $metadata = {};
}

/** There was no answer, or none that can be one. The SDK tries again for this code. */
export class ConnectionClosed extends Error {
  readonly code = 'ECONNRESET';
}

/** Nothing happened for too long. The SDK tries again for this name. */
export class TimedOut extends Error {
  override readonly name = 'TimeoutError';

  constructor(readonly phase: 'connect' | 'read') {
    super(`The connection timed out (${phase}).`);
  }
}
