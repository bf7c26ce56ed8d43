import { main } from './main.ts';
import { processIo } from './process-io.ts';

/**
 * Runs the tool as a process; `bin/ecr.js` calls it.
 *
 * @param finish ends the process: everything has been written by then, and to leave at once saves the wait for idle
 * connections
 */
export function run(finish: (exitCode: number) => void): void {
  void main(process.argv.slice(2), processIo()).then(finish);
}
