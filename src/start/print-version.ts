import { writeSync } from 'node:fs';
import { release, type } from 'node:os';

import { versionLine } from '../platform/version.ts';

/**
 * Answers the one command line that needs nothing else of the tool.
 *
 * @returns whether it could be written; whatever went wrong is left to the tool, which knows what to say
 */
export function printVersion(): boolean {
  try {
    const line = Buffer.from(
      `${versionLine({ node: process.versions.node, operatingSystem: type(), release: release(), architecture: process.arch })}\n`,
    );
    return writeSync(1, line) === line.length;
  } catch {
    return false;
  }
}
