import type { Io } from '../platform/io.ts';

/**
 * Finds what several stages of a run ask for once a run. A run is known by its files, because a debug log makes another
 * `Io` around them.
 *
 * @throws what `find` throws, each time
 */
export function oncePerRun<T>(find: (io: Io) => T): (io: Io) => T {
  const runs = new WeakMap<Io['files'], { readonly found: T }>();
  return (io) => {
    const run = runs.get(io.files) ?? { found: find(io) };
    runs.set(io.files, run);
    return run.found;
  };
}
