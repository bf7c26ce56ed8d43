import pMap from 'p-map';

import type { Interruption, Io, Trace } from '../../platform/io.ts';
import type { RegistryService, RegistryServices } from './registry-service.ts';
import { failedRegistry, failureOf, interruptedFailure, type RegistryResult } from './result.ts';
import type { Target } from './targets.ts';

/** Shows how many registries are done. */
export interface Progress {
  start(total: number): void;
  advance(failed: boolean): void;
  /** Erases the bar. */
  stop(): void;
}

export interface RegistriesRun {
  readonly services: RegistryServices;
  readonly concurrency: number;
  readonly progress: Progress;
  /** After a signal, no further registry is started. */
  readonly interruption: Interruption;
  readonly trace: Trace | undefined;
}

/**
 * Works on registries side by side. A failed registry is reported in its own result, whatever the error is, and does
 * not stop the others.
 *
 * @param work the work on one registry
 * @returns a result for each target, in their order
 */
export async function forEachRegistry(
  targets: readonly Target[],
  run: RegistriesRun,
  work: (target: Target, service: RegistryService, index: number) => Promise<RegistryResult>,
): Promise<RegistryResult[]> {
  const { concurrency, progress, interruption } = run;
  progress.start(targets.length);
  try {
    return await pMap(
      targets,
      async (target, index) => {
        if (interruption.reason !== undefined) return failedRegistry(target, interruptedFailure);
        const result = await workOn(target, index, run, work);
        progress.advance(result.error !== undefined);
        return result;
      },
      { concurrency },
    );
  } finally {
    progress.stop();
  }
}

async function workOn(
  target: Target,
  index: number,
  { services, trace }: RegistriesRun,
  work: (target: Target, service: RegistryService, index: number) => Promise<RegistryResult>,
): Promise<RegistryResult> {
  let service: RegistryService | undefined;
  try {
    service = await services.open(target);
    return await work(target, service, index);
  } catch (error) {
    return failedRegistry(target, failureOf(error, trace));
  } finally {
    service?.close();
  }
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
