import fs from 'node:fs';
import os from 'node:os';

import { isSystemError, type Io, type TextSink } from './io.ts';

/** How long to wait before a write is tried again on a pipe whose reader is slow, in milliseconds. */
const patience = 2;

/**
 * Writes straight to the file descriptor: `process.stdout` costs several milliseconds of start-up, because it
 * loads Node's network and terminal modules first.
 */
function descriptor(number: number): TextSink {
  return {
    async write(text) {
      const bytes = Buffer.from(text);
      for (let offset = 0; offset < bytes.length; ) {
        try {
          offset += fs.writeSync(number, bytes, offset);
        } catch (error) {
          // A pipe that another process made non-blocking is full: its reader is slow.
          if (!isSystemError(error) || error.code !== 'EAGAIN') throw error;
          await new Promise((resolve) => setTimeout(resolve, patience));
        }
      }
    },
  };
}

/** The door to the outside that the installed commands use. */
export function processIo(): Io {
  return {
    environment: process.env,
    stdout: descriptor(1),
    stderr: descriptor(2),
    files: {
      read: (path) => fs.readFileSync(path),
      isFile: (path) => fs.statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
    },
    home: () => os.homedir(),
    now: () => new Date(),
    runtime: {
      node: process.versions.node,
      get operatingSystem() {
        return os.type();
      },
      get release() {
        return os.release();
      },
      architecture: process.arch,
    },
  };
}
