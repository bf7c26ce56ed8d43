import { constants, fstatSync, readdirSync, readFileSync, statSync, writeSync } from 'node:fs';
import { release, type } from 'node:os';

import { interrupted } from '../model/errors.ts';
import { isSystemError, type InputStream, type Io, type OutputStream } from './io.ts';
import { homeOf, ownHome } from './user-home.ts';

/** Returns standard input. Few runs read it, so Node's stream is loaded on the first read. */
function inputStream(): InputStream {
  let wasRead = false;
  return {
    get wasRead() {
      return wasRead;
    },
    async read() {
      wasRead = true;
      endOnInterrupt();
      return (await import('node:stream/consumers')).buffer(process.stdin);
    },
  };
}

/** The time between two attempts to write to a full pipe, in milliseconds. */
const writeRetryDelay = 2;

/** Returns stdout or stderr. Writes are synchronous, so that all output is written when the process exits. */
function outputStream(descriptor: 1 | 2): OutputStream {
  const stream = () => (descriptor === 1 ? process.stdout : process.stderr);
  return {
    get isTerminal() {
      return mayBeTerminal(descriptor) && stream().isTTY;
    },
    get columns() {
      // The width is 0 in a terminal without a size, such as those of `script` and `expect`.
      return (mayBeTerminal(descriptor) && stream().isTTY && stream().columns) || undefined;
    },
    get isEmptyFile() {
      if (mayBeTerminal(descriptor)) return false;
      const { mode, size } = fstatSync(descriptor);
      return (mode & constants.S_IFMT) === constants.S_IFREG && size === 0;
    },
    async write(text) {
      const bytes = typeof text === 'string' ? Buffer.from(text) : text;
      for (let offset = 0; offset < bytes.length;) {
        try {
          offset += writeSync(descriptor, bytes, offset);
        } catch (error) {
          // The pipe is non-blocking and full, because its reader is slow.
          if (!isSystemError(error) || error.code !== 'EAGAIN') throw error;
          await new Promise((resolve) => setTimeout(resolve, writeRetryDelay));
        }
      }
    },
  };
}

/** The major device number of /dev/null and the other memory devices on Linux. */
const memoryDevices = 1;

/**
 * Returns whether a descriptor may be a terminal. If not, Node's stream for it is not needed. That stream would load the
 * network and terminal modules. On Windows, `fstat` fails for a console, so Node's streams are used.
 */
function mayBeTerminal(descriptor: 0 | 1 | 2): boolean {
  if (process.platform === 'win32') return isTerminalOnWindows(descriptor);
  try {
    const { mode, rdev } = fstatSync(descriptor);
    const isCharacterDevice = (mode & constants.S_IFMT) === constants.S_IFCHR;
    return isCharacterDevice && !(process.platform === 'linux' && rdev >> 8 === memoryDevices);
  } catch {
    // The descriptor is closed.
    return false;
  }
}

function isTerminalOnWindows(descriptor: 0 | 1 | 2): boolean {
  if (descriptor === 0) return process.stdin.isTTY;
  return descriptor === 1 ? process.stdout.isTTY : process.stderr.isTTY;
}

/** Returns whether a path is a file; false for an inaccessible path. (Python's `os.path.isfile`) */
function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false;
  }
}

function list(folder: string): { readonly name: string; readonly isFolder: boolean }[] {
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => ({
        name,
        isFolder: statSync(`${folder}/${name}`, { throwIfNoEntry: false })?.isDirectory() ?? false,
      }));
  } catch {
    return [];
  }
}

function endOnInterrupt(): void {
  if (process.listenerCount('SIGINT') > 0) return;
  // The listener stays, so that another Ctrl-C while the process exits does not change the exit code.
  process.on('SIGINT', () => {
    process.exit(interrupted);
  });
}

function onInterrupt(act: () => void): void {
  process.removeAllListeners('SIGINT');
  process.once('SIGINT', () => {
    endOnInterrupt();
    act();
  });
}

/** Loads the module that starts programs, which most runs do not need. */
async function childProcesses(): Promise<typeof import('./child-processes.ts')> {
  endOnInterrupt();
  return import('./child-processes.ts');
}

/** Returns the `Io` of this process. */
export function processIo(): Io {
  const [stdin, stderr] = [inputStream(), outputStream(2)];
  return {
    endOnInterrupt,
    onInterrupt,
    ask: async (question) => (await import('./question.ts')).ask(question),
    environment: process.env,
    stdin,
    stdout: outputStream(1),
    stderr,
    page: async (command, environment, text) => (await childProcesses()).runPager(command, environment, text),
    shell: async (command) => (await childProcesses()).runShell(command),
    run: async (command) => (await childProcesses()).runProgram(command),
    askSecret: async (prompt) => {
      endOnInterrupt();
      return (await import('./secret-prompt.ts')).askSecret(prompt, stdin, stderr);
    },
    get stdinMayBeTerminal() {
      return mayBeTerminal(0);
    },
    openTerminal: async () => {
      endOnInterrupt();
      return (await import('./terminal.ts')).openTerminal();
    },
    files: {
      read: (path) => readFileSync(path),
      writePrivate: async (path, content) => {
        (await import('./private-files.ts')).writePrivate(path, content);
      },
      isFile,
      list,
    },
    home: (user) => (user === undefined ? ownHome() : homeOf(user)),
    now: () => new Date(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    random: Math.random,
    runtime: {
      node: process.versions.node,
      get operatingSystem() {
        return type();
      },
      get release() {
        return release();
      },
      architecture: process.arch,
    },
  };
}
