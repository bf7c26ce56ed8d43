import { readFileSync, writeSync } from 'node:fs';
import { release, type } from 'node:os';
import { Script } from 'node:vm';

import { versionLine } from '../version.ts';
import { codeCacheFolder, openCodeCache, type Kept } from './code-cache.ts';

/** What a tool offers to its start. */
interface Tool {
  /** @param finish is called with the exit code when everything is done and written, unless the tool ends by itself */
  run(finish: (exitCode: number) => void): void;
}

interface Loaded {
  readonly script: Script;
  readonly kept: Kept | undefined;
}

const builtin: (name: string) => unknown = require;

/** Starts `ecr`. */
export function start(): void {
  if (process.argv.length === 3 && process.argv[2] === '--version' && wroteVersion()) process.exit(0);
  startTool('cli.js');
}

/** Starts `ecr-local`. */
export function startLocal(): void {
  startTool('local.js');
}

/**
 * Loads the chunks of `dist/` as runs need them, in place of Node's own loader, which knows no code cache and takes
 * three times as long for each file.
 */
function startTool(entry: string): void {
  const folder = codeCacheFolder(process.env);
  const cache = folder === undefined ? undefined : openCodeCache(folder);
  const loaded = new Map<string, Loaded>();
  const exportsOf = new Map<string, object>();

  const load = (chunk: string): object => {
    const present = exportsOf.get(chunk);
    if (present !== undefined) return present;
    const filename = `${__dirname}/${chunk}`;
    const kept = cache?.read(chunk);
    const script = new Script(readFileSync(filename, 'utf8'), kept === undefined ? { filename } : { filename, cachedData: kept.code });
    loaded.set(chunk, { script, kept: script.cachedDataRejected === true ? undefined : kept });
    const exported = {};
    exportsOf.set(chunk, exported);
    const evaluate: unknown = script.runInThisContext();
    if (isChunk(evaluate)) evaluate(exported, (name) => (name.startsWith('./') ? load(name.slice(2)) : builtin(name)));
    return exported;
  };

  const tool = load(entry);
  if (!isTool(tool)) throw new Error('The installation is damaged.');
  tool.run((exitCode) => {
    void keepNew(cache?.folder, loaded, exitCode).finally(() => process.exit(exitCode));
  });
}

/**
 * Answers the one command line that needs nothing else: to load the tool for it would take longer than Node itself
 * allows for. Whatever goes wrong is left to the tool, which knows what to say.
 */
function wroteVersion(): boolean {
  try {
    const line = Buffer.from(`${versionLine({ node: process.versions.node, operatingSystem: type(), release: release(), architecture: process.arch })}\n`);
    return writeSync(1, line) === line.length;
  } catch {
    return false;
  }
}

/** Keeps what was compiled where this run went a way that the kept code does not know. */
async function keepNew(folder: string | undefined, loaded: ReadonlyMap<string, Loaded>, exitCode: number): Promise<void> {
  const way = [...loaded.keys(), `exit ${String(exitCode)}`];
  const changed = [...loaded].filter(([, { kept }]) => kept === undefined || way.some((step) => !kept.trail.includes(step)));
  if (folder === undefined || changed.length === 0) return;
  const { keep } = await import('./keep.ts');
  keep(folder, changed.map(([chunk, { script, kept }]) => ({ chunk, code: script.createCachedData(), trail: [...new Set([...(kept?.trail ?? []), ...way])] })));
}

/** A chunk as the build wraps it: a function of its exports and of how it gets at others. */
function isChunk(value: unknown): value is (exported: object, require: (name: string) => unknown) => void {
  return typeof value === 'function';
}

function isTool(value: object): value is Tool {
  return 'run' in value && typeof value.run === 'function';
}
