import type { Io } from '../platform/io.ts';

/**
 * Computes once what several stages of a run need. A run is recognised by its files, because a debug log wraps them in
 * another `Io`.
 *
 * @throws what `compute` throws, each time
 */
export function oncePerRun<T>(compute: (io: Io) => T): (io: Io) => T {
  const runs = new WeakMap<Io['files'], { readonly value: T }>();
  return (io) => {
    const run = runs.get(io.files) ?? { value: compute(io) };
    runs.set(io.files, run);
    return run.value;
  };
}
