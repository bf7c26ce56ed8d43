import { readdirSync, rmSync, statSync } from 'node:fs';

import { makePrivateFolder, writePrivateFile } from '../platform/private-files.ts';
import type { Loaded, Start } from './start.ts';

/** How long the code of a build that is not run any more stays, in milliseconds. */
const keptFor = 30 * 24 * 60 * 60 * 1000;

/** Marks the layout that `packed` describes and `bin/ecr.js` reads. */
const layout = 0x65_63_72_32;
const headLength = 16;

/**
 * Keeps compiled code for later runs, each file as a whole or not at all. Says nothing where it cannot: the next run
 * is as slow as this one, that is all.
 *
 * @param folder where to, with `/` before its own name
 * @param chunks what to keep
 * @param way what this run did: the chunks that it loaded, and how it ended
 */
export function keep(
  folder: string,
  { isTrusted }: Start,
  chunks: readonly (readonly [string, Loaded])[],
  way: readonly string[],
): void {
  try {
    makePrivateFolder(folder);
    if (!isTrusted(folder)) return;
    for (const [name, { script, kept }] of chunks) {
      const before = kept === undefined ? [] : Buffer.from(kept.trail).toString('latin1').split('\n');
      writePrivateFile(`${folder}/${name}`, packed(script.createCachedData(), [...new Set([...before, ...way])]));
    }
    removeOld(folder);
  } catch {
    // A full disk, a folder that cannot be written to: see above.
  }
}

/** Four numbers: the layout's mark, the length of the code, of its trail, and none; then twice the same: the code, and the trail. */
function packed(code: Uint8Array, trail: readonly string[]): Buffer {
  const text = Buffer.from(trail.join('\n'));
  // V8 wants its data aligned.
  const half = Math.ceil((code.length + text.length) / 8) * 8;
  const content = Buffer.alloc(headLength + 2 * half);
  new Uint32Array(content.buffer, content.byteOffset).set([layout, code.length, text.length]);
  for (const start of [headLength, headLength + half]) {
    content.set(code, start);
    content.set(text, start + code.length);
  }
  return content;
}

/** Removes what earlier builds have left for the same runtime, and what nobody has renewed for long. */
function removeOld(folder: string): void {
  const [all, own] = [folder.slice(0, folder.lastIndexOf('/')), folder.slice(folder.lastIndexOf('/') + 1)];
  const runtime = own.slice(0, own.lastIndexOf('-') + 1);
  for (const name of readdirSync(all)) {
    if (name === own) continue;
    const stale = name.startsWith(runtime) || Date.now() - statSync(`${all}/${name}`).mtimeMs > keptFor;
    if (stale) rmSync(`${all}/${name}`, { recursive: true, force: true });
  }
}
