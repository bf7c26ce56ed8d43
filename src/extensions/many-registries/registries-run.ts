import pMap from 'p-map';

import { EcrError } from '../../model/errors.ts';
import type { Interruption } from '../../platform/io.ts';
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
}

/**
 * Works on registries side by side. One that fails has its error in its result and keeps no other from being worked on.
 *
 * @param work the work on one registry
 * @returns a result for each target, in their order
 */
export async function forEachRegistry(
  targets: readonly Target[],
  { services, concurrency, progress, interruption }: RegistriesRun,
  work: (target: Target, service: RegistryService, index: number) => Promise<RegistryResult>,
): Promise<RegistryResult[]> {
  progress.start(targets.length);
  try {
    return await pMap(
      targets,
      async (target, index) => {
        if (interruption.reason !== undefined) return failedRegistry(target, interruptedFailure);
        const result = await workOn(target, index, services, work);
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
  services: RegistryServices,
  work: (target: Target, service: RegistryService, index: number) => Promise<RegistryResult>,
): Promise<RegistryResult> {
  let service: RegistryService | undefined;
  try {
    service = await services.open(target);
    return await work(target, service, index);
  } catch (error) {
    if (error instanceof EcrError) return failedRegistry(target, failureOf(error));
    throw error;
  } finally {
    service?.close();
  }
}
