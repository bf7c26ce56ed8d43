import { connect, isIP, type Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';

import type { TimedOut } from './failures.ts';
import { outcome } from './socket-outcome.ts';

/** How connections are made. */
export interface Connections {
  /** How long the connection, and then its encryption, may take to come about, in milliseconds; 0 means no limit. */
  readonly connectTimeout: number;
  /** How long nothing may come in, in milliseconds; 0 means no limit. */
  readonly readTimeout: number;
  readonly tls: ConnectionOptions;
}

/** Where a connection goes to: a host name or an address without brackets. */
export interface Destination {
  readonly isSecure: boolean;
  readonly host: string;
  readonly port: number;
}

/**
 * Opens a connection.
 *
 * @returns one over TLS when it is ready; a plain one at once, because what is written to it waits for it
 * @throws NodeJS.ErrnoException for a connection or a certificate that is refused; TimedOut; ConnectionClosed
 */
export async function openConnection(to: Destination, connections: Connections): Promise<Socket> {
  const { connectTimeout, readTimeout } = connections;
  const socket = connect({ host: to.host, port: to.port, noDelay: true });
  if (connectTimeout > 0) socket.setTimeout(connectTimeout);
  // Without a listener, what befalls an idle connection would end the process.
  socket.on('error', () => undefined);
  if (to.isSecure) return secured(socket, to, connections);
  socket.on('connect', () => socket.setTimeout(readTimeout));
  return socket;
}

/**
 * Makes a connection one over TLS. What TLS needs is loaded while the connection comes about, because reading the
 * certificates that Node trusts takes as long as many a way to the service and back.
 */
async function secured(
  bare: Socket,
  { host }: Destination,
  { connectTimeout, readTimeout, tls: options }: Connections,
): Promise<Socket> {
  try {
    await underWay(bare, host);
    const tls = await import('node:tls');
    const secureContext = tls.createSecureContext(options);
    if (bare.connecting || bare.errored !== null) await happening(bare, 'connect', 'connect');
    bare.setTimeout(0);
    // A server's name is sent where it is one; an address is only compared with the certificate.
    const socket = tls.connect({
      ...options,
      socket: bare,
      secureContext,
      host,
      ...(isIP(host) === 0 ? { servername: host } : {}),
    });
    socket.on('error', () => undefined);
    socket.setTimeout(connectTimeout);
    // Like urllib3, which has the time for connections count here and calls it reading.
    await happening(socket, 'secureConnect', 'read');
    return socket.setTimeout(readTimeout);
  } catch (error) {
    bare.destroy();
    throw error;
  }
}

/** Resolves when the operating system has been asked for the connection; to look the host up may take a while before that. */
async function underWay(socket: Socket, host: string): Promise<void> {
  if (isIP(host) === 0) await happening(socket, 'lookup', 'connect');
  await new Promise(setImmediate);
}

/**
 * Resolves at an event of a socket.
 *
 * @param phase what takes too long where time runs out before
 * @throws whatever befalls the socket before
 */
async function happening(
  socket: Socket,
  event: 'lookup' | 'connect' | 'secureConnect',
  phase: TimedOut['phase'],
): Promise<void> {
  if (socket.errored !== null) throw socket.errored;
  await outcome(
    socket,
    () => phase,
    (settle) => ({
      [event]: () => {
        settle();
      },
    }),
  );
}
