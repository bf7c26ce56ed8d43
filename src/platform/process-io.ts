import { constants, fstatSync, readdirSync, statSync, writeSync } from 'node:fs';
import { release, type } from 'node:os';

import { ProcessInterruption } from './interruption.ts';
import { readFile, readStream } from './limited-reads.ts';
import { isSystemError, type InputStream, type Io, type OutputStream } from './io.ts';
import { TerminalStatusLine } from './status-line.ts';
import { normalizeTimeZone } from './time-zone.ts';
import { homeOf, ownHome } from './user-home.ts';

/** Returns standard input. Few runs read it, so Node's stream is loaded on the first read. */
function inputStream(interruption: ProcessInterruption): InputStream {
  let wasRead = false;
  return {
    get wasRead() {
      return wasRead;
    },
    read(limit = Infinity) {
      wasRead = true;
      return interruption.wait(() => readStream(process.stdin, limit));
    },
  };
}

/** The time between two attempts to write to a full pipe, in milliseconds. */
const writeRetryDelay = 2;

/**
 * Returns stdout or stderr. Writes are synchronous, so that all output is written when the process exits. After a reader
 * has closed a pipe, the run goes on without it, so that it ends with the same exit code.
 *
 * @param status the status line on the same terminal
 */
function outputStream(descriptor: 1 | 2, status?: TerminalStatusLine): OutputStream {
  let isClosed = false;
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
    get isClosed() {
      return isClosed;
    },
    async write(text) {
      const bytes = typeof text === 'string' ? Buffer.from(text) : text;
      status?.hide();
      for (let offset = 0; offset < bytes.length && !isClosed;) {
        try {
          offset += writeSync(descriptor, bytes, offset);
        } catch (error) {
          if (!isSystemError(error)) throw error;
          if (error.code === 'EPIPE') isClosed = true;
          // The pipe is non-blocking and full, because its reader is slow.
          else if (error.code === 'EAGAIN') await new Promise((resolve) => setTimeout(resolve, writeRetryDelay));
          // A message, unlike a result, may be lost.
          else if (descriptor === 1) throw error;
          else return;
        }
      }
      status?.draw();
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

/** Returns whether a terminal can move its cursor. Windows has no TERM. */
function canMoveCursor(): boolean {
  return process.platform === 'win32' || !['', 'dumb'].includes(process.env['TERM'] ?? '');
}

function uncaughtError(): Promise<never> {
  return new Promise((_, reject) => {
    process.on('uncaughtException', reject);
  });
}

/** Loads the module that starts programs, which most runs do not need. */
function childProcesses(): Promise<typeof import('./child-processes.ts')> {
  return import('./child-processes.ts');
}

/**
 * Returns the environment, for the run and the programs that it starts. NODE_TLS_REJECT_UNAUTHORIZED is taken out of the
 * environment of this process: every connection says whether it verifies, and Node would warn about the variable.
 */
function environmentWithoutTlsSwitch(): NodeJS.ProcessEnv {
  if (process.env['NODE_TLS_REJECT_UNAUTHORIZED'] === undefined) return process.env;
  const environment = { ...process.env };
  delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  return environment;
}

/** Returns the `Io` of this process. */
export function processIo(): Io {
  normalizeTimeZone(process.env);
  const interruption = new ProcessInterruption();
  let uncaught: Promise<never> | undefined;
  const status = new TerminalStatusLine(() => process.stderr.columns);
  const [stdin, stderr] = [inputStream(interruption), outputStream(2, status)];
  const environment = environmentWithoutTlsSwitch();
  return {
    interruption,
    ask: async (question) => {
      const { askLine } = await import('./questions.ts');
      return status.pauseDuring(() => interruption.wait(() => askLine(question, stderr, interruption.signal)));
    },
    environment,
    stdin,
    stdout: outputStream(1),
    stderr,
    get status() {
      return stderr.isTerminal && canMoveCursor() ? status : undefined;
    },
    page: async (command, variables, text) => (await childProcesses()).runPager(command, variables, text, interruption),
    shell: async (command) => (await childProcesses()).runShell(command, environment, interruption),
    run: async (command) => {
      const { runProgram } = await childProcesses();
      // The program may ask for something on the terminal.
      return status.pauseDuring(() => runProgram(command, environment, interruption));
    },
    askSecret: async (prompt, withoutTerminal) => {
      const { askSecret } = await import('./questions.ts');
      return status.pauseDuring(() =>
        interruption.wait(() => askSecret(prompt, stdin, stderr, interruption.signal, withoutTerminal)),
      );
    },
    get stdinMayBeTerminal() {
      return mayBeTerminal(0);
    },
    openTerminal: async () => (canMoveCursor() ? (await import('./terminal.ts')).openTerminal() : undefined),
    files: {
      // Opening a named pipe blocks the process, and with it the listeners for signals.
      read: (path, limit) =>
        isFile(path) ? readFile(path, limit) : interruption.uncaught(() => readFile(path, limit)),
      writePrivate: async (path, content) => {
        (await import('./private-files.ts')).writePrivate(path, content);
      },
      isForeign: async (path) => (await import('./private-files.ts')).isForeign(path),
      canWritePrivate: async (path) => (await import('./private-files.ts')).canWritePrivate(path),
      isFile,
      list,
    },
    home: (user) => (user === undefined ? ownHome() : homeOf(user)),
    get uncaught() {
      return (uncaught ??= uncaughtError());
    },
    now: () => new Date(),
    sleep: (milliseconds) => interruption.wait(() => new Promise((resolve) => setTimeout(resolve, milliseconds))),
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
