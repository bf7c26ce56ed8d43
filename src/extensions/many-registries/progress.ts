import type { Io } from '../../platform/io.ts';

/** Shows how many registries are done. */
export interface Progress {
  start(total: number): void;
  advance(failed: boolean): void;
  /** Erases the bar. */
  stop(): void;
}

const barLength = 24;
const second = 1000;

/** A progress bar on a terminal; nothing elsewhere. The bar is erased at the end. */
export function createProgress({ status, now }: Pick<Io, 'status' | 'now'>): Progress {
  let [total, done, failures, begin] = [0, 0, 0, 0];
  const show = () => {
    const complete = total === 0 ? barLength : Math.round((barLength * done) / total);
    const bar = '#'.repeat(complete).padEnd(barLength, '-');
    const left = done === 0 ? '' : `, ${duration(((now().getTime() - begin) / done) * (total - done))} left`;
    status?.show(`${bar} ${String(done)} of ${String(total)} registries, ${String(failures)} failed${left}`);
  };
  return {
    start(registries) {
      [total, done, failures, begin] = [registries, 0, 0, now().getTime()];
      show();
    },
    advance(failed) {
      done++;
      if (failed) failures++;
      show();
    },
    stop() {
      status?.clear();
    },
  };
}

/** A number of milliseconds as `5s` or `2m5s`. */
function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / second);
  return seconds < 60 ? `${String(seconds)}s` : `${String(Math.floor(seconds / 60))}m${String(seconds % 60)}s`;
}
