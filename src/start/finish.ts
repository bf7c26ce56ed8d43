import type { Kept, Loaded, Start } from './start.ts';

/**
 * Ends the process. What was compiled is kept for later runs where this one went a way that the kept code does not
 * know. How many chunks it took is part of that: a call goes further than the dry run before it, with a chunk less.
 */
export function finish(start: Start, exitCode: number): void {
  const { folder, loaded } = start;
  const way = [...loaded.keys(), `exit ${String(exitCode)} with ${String(loaded.size)}`];
  const changed: [string, Loaded][] = [];
  for (const one of loaded) if (!knows(one[1].kept, way)) changed.push(one);
  if (folder === undefined || changed.length === 0) process.exit(exitCode);
  void import('./keep.ts')
    .then(({ keep }) => {
      keep(folder, start, changed, way);
    })
    // A build that was put in this one's place has none: the next run compiles again.
    .catch(() => undefined)
    .then(() => process.exit(exitCode));
}

function knows(kept: Kept | undefined, way: readonly string[]): boolean {
  if (kept === undefined) return false;
  const known = `\n${String.fromCharCode(...kept.trail)}\n`;
  for (const step of way) if (!known.includes(`\n${step}\n`)) return false;
  return true;
}
