import { widthWithoutTerminal, type Io } from '../platform/io.ts';
import type { CallObserver } from './call-observer.ts';

/** How long a call may take before the person is told what is being waited for, in milliseconds. */
const patience = 2000;
const second = 1000;
/** Back to the start of the line, and everything behind it away. */
const erase = '\r\u001b[K';

/**
 * A line on the terminal that says what is being waited for, when a call takes long or is made again; gone when it is
 * over. Where stderr is no terminal, nothing is shown.
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
    void io.stderr.write(erase + (line.length < width ? line : `${line.slice(0, width - 2)}…`)).catch(() => undefined);
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
      reason = error instanceof Error ? error.name : '';
    },
    ended() {
      clearTimeout(begin);
      clearInterval(tick);
      if (shown) void io.stderr.write(erase).catch(() => undefined);
      shown = false;
    },
  };
}
