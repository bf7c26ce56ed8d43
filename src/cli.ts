import { main } from './main.ts';
import { exitProcess, keepDebuggerShut } from './platform/interruption.ts';
import { processIo } from './platform/process-io.ts';

/**
 * Runs the tool as a process; `bin/ecr.js` calls it. All output is written by the time `main` ends, so the process
 * exits at once, even with open connections.
 */
export function run(): void {
  keepDebuggerShut();
  void main(process.argv.slice(2), processIo()).then(exitProcess);
}
