import type { Interruption, Io, OutputStream } from '../../src/platform/io.ts';

export interface TestIo extends Io {
  /** What was written so far. */
  out(): string;
  err(): string;
}

/** A stream that remembers what is written to it, as UTF-8. */
function memoryStream(remember: (text: string) => void): OutputStream {
  return {
    isTerminal: false,
    columns: undefined,
    isEmptyFile: false,
    isClosed: false,
    write: (text) => {
      remember(Buffer.from(text).toString());
      return Promise.resolve();
    },
  };
}

/** An error of the operating system. */
export function systemError(code: string, errno: number, more: object = {}): Error {
  return Object.assign(new Error(`${code}: an error of the system`), { code, errno, syscall: 'open', ...more });
}

/** An interruption that never comes. */
export function calm(): Interruption {
  const through = <T>(work: () => Promise<T>) => work();
  return {
    reason: undefined,
    signal: new AbortController().signal,
    wait: through,
    request: through,
    finish: through,
  };
}

/**
 * A world of a test's own: its environment, its files, and streams that remember.
 *
 * @param stdin what can be read from standard input
 */
export function testIo(
  environment: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string | Buffer>> = {},
  stdin: string | Buffer = '',
): TestIo {
  const written = { out: '', err: '' };
  let stdinWasRead = false;
  return {
    interruption: calm(),
    environment,
    stdin: {
      get wasRead() {
        return stdinWasRead;
      },
      read() {
        stdinWasRead = true;
        return Promise.resolve(Buffer.from(stdin));
      },
    },
    stdout: memoryStream((text) => (written.out += text)),
    stderr: memoryStream((text) => (written.err += text)),
    status: undefined,
    uncaught: new Promise(() => undefined),
    page: () => Promise.reject(new Error('no pager here')),
    shell: (command) => Promise.reject(new Error(`no shell here for ${command}`)),
    run: (command) => Promise.reject(new Error(`no program here for ${command.join(' ')}`)),
    ask: (question) => Promise.reject(new Error(`no terminal here for ${question}`)),
    askSecret: (prompt) => Promise.reject(new Error(`no terminal here for ${prompt}`)),
    stdinMayBeTerminal: false,
    openTerminal: () => Promise.resolve(undefined),
    files: {
      writePrivate: () => Promise.resolve(),
      isForeign: () => Promise.resolve(false),
      canWritePrivate: () => Promise.resolve(true),
      read(path) {
        const content = files[path];
        if (content === undefined) {
          throw systemError('ENOENT', -2, { path });
        }
        return Buffer.from(content);
      },
      isFile: (path) => path in files,
      list: (folder) =>
        Object.keys(files)
          .filter((path) => path.startsWith(folder))
          .map((path) => ({ name: path.slice(folder.length), isFolder: false })),
    },
    home: (user = 'someone') => (['someone', 'other'].includes(user) ? `/home/${user}` : undefined),
    now: () => new Date('2026-01-02T03:04:05Z'),
    sleep: () => Promise.resolve(),
    random: () => 0.5,
    runtime: { node: '20.0.0', operatingSystem: 'Linux', release: '6.0', architecture: 'x64' },
    out: () => written.out,
    err: () => written.err,
  };
}
