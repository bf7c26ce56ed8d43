import pMap from 'p-map';

import type { Interruption, Io, Trace } from '../../platform/io.ts';
import type { Registry } from './named-registries.ts';
import type { RegistryService } from './registry-service.ts';
import { type Failure, failureOf, interruptedFailure, type RegistryResult } from './result.ts';

/** Shows how many registries are done. */
export interface Progress {
  start(total: number): void;
  advance(failed: boolean): void;
  /** Erases the bar. */
  stop(): void;
}

/** @template Service is opened for each registry @template Result what became of a registry */
export interface RegistriesRun<
  Service extends { close(): void } = RegistryService,
  Result extends { readonly error?: Failure } = RegistryResult,
> {
  readonly open: (registry: Registry) => Promise<Service>;
  /** Returns the result of a registry that failed as a whole. */
  readonly failed: (registry: Registry, error: Failure) => Result;
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
 * @returns a result for each registry, in their order
 */
export async function forEachRegistry<Service extends { close(): void }, Result extends { readonly error?: Failure }>(
  registries: readonly Registry[],
  run: RegistriesRun<Service, Result>,
  work: (registry: Registry, service: Service, index: number) => Promise<Result>,
): Promise<Result[]> {
  const { concurrency, progress, interruption, failed } = run;
  progress.start(registries.length);
  try {
    return await pMap(
      registries,
      async (registry, index) => {
        if (interruption.reason !== undefined) return failed(registry, interruptedFailure);
        const result = await workOn(registry, index, run, work);
        progress.advance(result.error !== undefined);
        return result;
      },
      { concurrency },
    );
  } finally {
    progress.stop();
  }
}

async function workOn<Service extends { close(): void }, Result extends { readonly error?: Failure }>(
  registry: Registry,
  index: number,
  { open, failed, trace }: RegistriesRun<Service, Result>,
  work: (registry: Registry, service: Service, index: number) => Promise<Result>,
): Promise<Result> {
  let service: Service | undefined;
  try {
    service = await open(registry);
    return await work(registry, service, index);
  } catch (error) {
    return failed(registry, failureOf(error, trace));
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
