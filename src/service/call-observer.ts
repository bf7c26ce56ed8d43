import type { HttpRequest } from '@smithy/types';

/** Follows a call attempt by attempt. */
export interface CallObserver {
  /** A request goes out, signed, as it will be on the wire. */
  attempt?(request: HttpRequest): void;
  /** An attempt failed; the SDK may make another. */
  failed?(error: unknown): void;
  /** The call has ended, with a response or without. */
  ended?(): void;
}
