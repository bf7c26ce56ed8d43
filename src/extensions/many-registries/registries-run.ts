import pMap from 'p-map';

import type { Interruption, Trace } from '../../platform/io.ts';
import type { Progress } from './progress.ts';
import type { RegistryService, RegistryServices } from './registry-service.ts';
import { failedRegistry, failureOf, interruptedFailure, type RegistryResult } from './result.ts';
import type { Target } from './targets.ts';

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
