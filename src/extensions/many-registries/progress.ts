import { Writable } from 'node:stream';

import cliProgress from 'cli-progress';

import type { Io } from '../../platform/io.ts';

/** Shows how many registries are done. */
export interface Progress {
  start(total: number): void;
  advance(failed: boolean): void;
  stop(): void;
}

/** A progress bar on a terminal; nothing in a pipe. The bar is erased at the end. */
export function createProgress(io: Io): Progress {
  if (!io.stderr.isTerminal) return { start: nothing, advance: nothing, stop: nothing };
  let failures = 0;
  const bar = new cliProgress.SingleBar({
    stream: terminalStream(io),
    format: '{bar} {value} of {total} registries, {failed} failed, {eta_formatted} left',
    barCompleteChar: '#',
    barIncompleteChar: '-',
    barsize: 24,
    clearOnComplete: true,
    hideCursor: true,
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
