import type { Socket } from 'node:net';

import { ConnectionClosed, TimedOut } from './failures.ts';

/** Ends the wait: with an error, or because what was waited for is there. */
export type Settle = (error?: Error) => void;

/**
 * Waits for something of a socket, and for nothing of it any more once that is settled.
 *
 * @param phase what takes too long where the socket's time runs out before
 * @param listen the events to wait for, beside those that go wrong with any socket
 * @throws whatever befalls the socket before; TimedOut; ConnectionClosed
 */
export function outcome(
  socket: Socket,
  phase: () => TimedOut['phase'],
  listen: (settle: Settle) => Readonly<Record<string, (content: Buffer) => void>>,
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const settle: Settle = (error) => {
      for (const [event, listener] of Object.entries(listeners)) socket.off(event, listener);
      if (error === undefined) resolve();
      else reject(error);
    };
    const listeners = {
      error: settle,
      close: () => {
        settle(new ConnectionClosed('The connection was closed.'));
      },
      timeout: () => {
        settle(new TimedOut(phase()));
      },
      ...listen(settle),
    };
    for (const [event, listener] of Object.entries(listeners)) socket.on(event, listener);
  });
}
