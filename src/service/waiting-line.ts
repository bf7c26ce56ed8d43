import type { Io } from '../platform/io.ts';
import { networkFailure, type NetworkFailure } from '../transport/network-failure.ts';
import type { CallObserver } from './commands.ts';

/** In milliseconds: calls that take longer get the line. */
const delay = 2000;
const second = 1000;

const reasons: Readonly<Record<NetworkFailure, string>> = {
  unreachable: 'a failed connection',
  'connect timeout': 'a connect timeout',
  'handshake timeout': 'a TLS handshake timeout',
  'handshake closed': 'a closed connection',
  tls: 'a TLS failure',
  certificate: 'a refused certificate',
  'read timeout': 'a read timeout',
  'malformed response': 'a malformed response',
  closed: 'a closed connection',
  proxy: 'a failure of the proxy',
};

/** Shows in the status line what a call waits for if it takes a long time or is retried. */
export function waitingLine(
  endpoint: string,
  maxAttempts: number,
  { status, now }: Pick<Io, 'status' | 'now'>,
): CallObserver {
  if (status === undefined) return {};
  const start = now().getTime();
  let attempts = 0;
  let reason = '';
  let shown = false;
  const show = () => {
    const seconds = Math.floor((now().getTime() - start) / second);
    const again =
      attempts > 1
        ? `, attempt ${String(attempts)} of ${String(maxAttempts)}${reason === '' ? '' : ` after ${reason}`}`
        : '';
    shown = true;
    status.show(`Waiting for ${endpoint}${again}, ${String(seconds)} s`);
  };
  const begin = setTimeout(show, delay);
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
      if (shown) status.clear();
      shown = false;
    },
  };
}
