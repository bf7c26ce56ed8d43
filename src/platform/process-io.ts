import { constants, existsSync, fstatSync, readdirSync, readFileSync, statSync, writeSync } from 'node:fs';
import { release, type } from 'node:os';

import { interrupted } from '../model/errors.ts';
import { isSystemError, type InputStream, type Io, type OutputStream } from './io.ts';
import { homeOf, ownHome } from './user-home.ts';

/** Few runs read standard input, so that Node's stream for it is loaded only then. */
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

/** How long to wait before a write is tried again on a pipe whose reader is slow, in milliseconds. */
const patience = 2;

/**
 * Writes straight to the file descriptor: `process.stdout` costs several milliseconds of start-up, because it
 * loads Node's network and terminal modules first. For the same reason a terminal is looked for only where the
 * descriptor is a device of the kind that terminals are.
 */
function outputStream(descriptor: 1 | 2): OutputStream {
  const stream = () => (descriptor === 1 ? process.stdout : process.stderr);
  return {
    get isTerminal() {
      return mayBeTerminal(descriptor) && stream().isTTY;
    },
    get columns() {
      // A terminal without a size, as `script` and `expect` make them, says 0.
      return (mayBeTerminal(descriptor) && stream().isTTY && stream().columns) || undefined;
    },
    get isEmptyFile() {
      const { mode, size } = fstatSync(descriptor);
      return (mode & constants.S_IFMT) === constants.S_IFREG && size === 0;
    },
    async write(text) {
      const bytes = typeof text === 'string' ? Buffer.from(text) : text;
      for (let offset = 0; offset < bytes.length;) {
        try {
          offset += writeSync(descriptor, bytes, offset);
        } catch (error) {
          // A pipe that another process made non-blocking is full: its reader is slow.
          if (!isSystemError(error) || error.code !== 'EAGAIN') throw error;
          await new Promise((resolve) => setTimeout(resolve, patience));
        }
      }
    },
  };
}

/** On Linux, /dev/null and its kin: devices of memory, with this number in the upper part of theirs. */
const memoryDevices = 1;

function mayBeTerminal(descriptor: number): boolean {
  try {
    const { mode, rdev } = fstatSync(descriptor);
    // As `isCharacterDevice` has it, which Node would have to compile first.
    return (
      (mode & constants.S_IFMT) === constants.S_IFCHR && !(process.platform === 'linux' && rdev >> 8 === memoryDevices)
    );
  } catch {
    // It is closed.
    return false;
  }
}

/**
 * What cannot be looked at is no file, whatever the reason. (Python's `os.path.isfile`) Most often there is nothing to
 * look at, which `existsSync` says in half the time.
 */
function isFile(path: string): boolean {
  try {
    return existsSync(path) && statSync(path).isFile();
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
  process.once('SIGINT', () => {
    process.exit(interrupted);
  });
}

function onInterrupt(act: () => void): void {
  process.removeAllListeners('SIGINT');
  process.once('SIGINT', () => {
    process.once('SIGINT', () => {
      process.exit(interrupted);
    });
    act();
  });
}

/** What starts programs; most runs start none, and do not load it. */
async function childProcesses(): Promise<typeof import('./child-processes.ts')> {
  endOnInterrupt();
  return import('./child-processes.ts');
}

/** The door to the outside that the installed commands use. */
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
