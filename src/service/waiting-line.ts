import { widthWithoutTerminal, type Io } from '../platform/io.ts';
import { networkFailure, type NetworkFailure } from '../transport/network-failure.ts';
import type { CallObserver } from './call-observer.ts';

/** In milliseconds: calls that take longer get the line. */
const patience = 2000;
const second = 1000;
/** Moves to the start of the line and erases it. */
const erase = '\r\u001b[K';

const reasons: Readonly<Record<NetworkFailure, string>> = {
  unreachable: 'a failed connection',
  'connect timeout': 'a connect timeout',
  'handshake timeout': 'a TLS handshake timeout',
  'handshake closed': 'a closed connection',
  tls: 'a TLS failure',
  certificate: 'a refused certificate',
  'read timeout': 'a read timeout',
  closed: 'a closed connection',
  proxy: 'a failure of the proxy',
};

/**
 * Shows a status line on stderr while a call takes a long time or is retried, and erases it afterwards. Shows nothing
 * where stderr is not a terminal.
 */
export function waitingLine(endpoint: string, maxAttempts: number, io: Io): CallObserver {
  if (!io.stderr.isTerminal) return {};
  const start = io.now().getTime();
  let attempts = 0;
  let reason = '';
  let shown = false;
  const show = () => {
    const seconds = Math.floor((io.now().getTime() - start) / second);
    const again =
      attempts > 1
        ? `, attempt ${String(attempts)} of ${String(maxAttempts)}${reason === '' ? '' : ` after ${reason}`}`
        : '';
    const line = `Waiting for ${endpoint}${again}, ${String(seconds)} s`;
    const width = io.stderr.columns ?? widthWithoutTerminal;
    shown = true;
    void io.stderr.write(erase + (line.length < width ? line : `${line.slice(0, width - 4)}...`));
  };
  const begin = setTimeout(show, patience);
  const tick = setInterval(() => {
    if (shown) show();
  }, second);
  for (const timer of [begin, tick]) timer.unref();
  return {
    attempt() {
      attempts++;
      if (attempts > 1) show();
    },
    failed(error) {
      const failure = networkFailure(error);
      reason = failure === undefined ? (error instanceof Error ? error.name : '') : reasons[failure];
    },
    ended() {
      clearTimeout(begin);
      clearInterval(tick);
      if (shown) void io.stderr.write(erase);
      shown = false;
    },
  };
}
