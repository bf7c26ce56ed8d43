import { Writable } from 'node:stream';

import cliProgress from 'cli-progress';

import type { Io } from '../../platform/io.ts';

/** Shows how many registries are done. */
export interface Progress {
  start(total: number): void;
  advance(failed: boolean): void;
  /** Resolves when the bar is erased, so that other output starts on an empty line. */
  stop(): Promise<void>;
}

/** A progress bar on a terminal; nothing in a pipe. The bar is erased at the end. */
export function createProgress(io: Io): Progress {
  if (!io.stderr.isTerminal) return { start: nothing, advance: nothing, stop: () => Promise.resolve() };
  let failures = 0;
  const stream = terminalStream(io);
  const bar = new cliProgress.SingleBar({
    stream,
    format: '{bar} {value} of {total} registries, {failed} failed, {eta_formatted} left',
    barCompleteChar: '#',
    barIncompleteChar: '-',
    barsize: 24,
    clearOnComplete: true,
    // Ctrl-C ends a plan at once, and a hidden cursor would stay hidden.
    hideCursor: false,
  });
  return {
    start(total) {
      failures = 0;
      bar.start(total, 0, { failed: 0 });
    },
    advance(failed) {
      if (failed) failures++;
      bar.increment({ failed: failures });
    },
    stop() {
      bar.stop();
      return new Promise((resolve) => {
        stream.write('', () => {
          resolve();
        });
      });
    },
  };
}

function nothing(): void {
  // Without a terminal, no progress is shown.
}

/** The library writes to a stream of Node and looks at its terminal's properties. */
function terminalStream({ stderr }: Io): NodeJS.WriteStream {
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      stderr.write(chunk.toString()).then(() => {
        done();
      }, done);
    },
  });
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the library uses no other members of it
  return Object.assign(stream, { isTTY: true, columns: stderr.columns ?? 80 }) as unknown as NodeJS.WriteStream;
}
