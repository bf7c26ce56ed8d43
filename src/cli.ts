import { main } from './main.ts';
import { processIo } from './process-io.ts';

/** Runs the tool as a process; the launcher in `bin/` calls it. */
export function start(): void {
  process.once('SIGINT', () => {
    process.exit(130);
  });
  void main(process.argv.slice(2), processIo()).then((code) => {
    // Everything has been written by now: leaving at once saves the wait for idle connections.
    process.exit(code);
  });
}
