import { main } from './main.ts';
import { processIo } from './platform/process-io.ts';
import { finish } from './start/finish.ts';
import type { Start } from './start/start.ts';

/** Runs the tool as a process; `bin/ecr.js` calls it. Everything has been written when it ends, so that it leaves at once. */
export function run(start: Start): void {
  void main(process.argv.slice(2), processIo()).then((exitCode) => {
    finish(start, exitCode);
  });
}
