import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { makePrivateFolder, writePrivateFile } from '../private-files.ts';
import { isTrusted, pack } from './code-cache.ts';

/** Code that was compiled in this run, and what is to be known of it. */
export interface Compiled {
  readonly chunk: string;
  readonly code: Buffer;
  readonly trail: readonly string[];
}

/** How long the code of a build that is not run any more stays, in milliseconds. */
const keptFor = 30 * 24 * 60 * 60 * 1000;

/**
 * Keeps compiled code for later runs, each file as a whole or not at all. Says nothing where it cannot: the next run
 * is as slow as this one, that is all.
 */
export function keep(folder: string, compiled: readonly Compiled[]): void {
  try {
    makePrivateFolder(folder);
    if (!isTrusted(folder)) return;
    for (const { chunk, code, trail } of compiled) writePrivateFile(join(folder, chunk), pack({ code, trail }));
    removeOld(folder);
  } catch {
    // A full disk, a folder that cannot be written to: see above.
  }
}

/** Removes what earlier builds have left for the same runtime, and what nobody has renewed for long. */
function removeOld(folder: string): void {
  const [own, all] = [basename(folder), dirname(folder)];
  const runtime = own.slice(0, own.lastIndexOf('-') + 1);
  for (const name of readdirSync(all)) {
    if (name === own) continue;
    const stale = name.startsWith(runtime) || Date.now() - statSync(join(all, name)).mtimeMs > keptFor;
    if (stale) rmSync(join(all, name), { recursive: true, force: true });
  }
}
