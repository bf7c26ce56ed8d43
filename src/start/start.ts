import type { Script } from 'node:vm';

/** What the code cache has of a chunk. */
export interface Kept {
  readonly code: Uint8Array;
  /** What the runs did that the code comes from, in ASCII, a line each: the chunks that they loaded, and how they ended. */
  readonly trail: Uint8Array;
}

export interface Loaded {
  readonly script: Script;
  /** Undefined where the script had to be compiled. */
  readonly kept: Kept | undefined;
}

/** What the launcher (`bin/ecr.js`) hands to the tool that it starts. */
export interface Start {
  /** The code cache's folder, with `/` before its own name; undefined where none is wanted. */
  readonly folder: string | undefined;
  /** Whether nobody else can put anything into a folder. */
  readonly isTrusted: (folder: string) => boolean;
  /** The chunks of this run, by name, in the order in which they were loaded. */
  readonly loaded: ReadonlyMap<string, Loaded>;
}
