import type { Interrupted } from '../model/errors.ts';

/**
 * All access to the outside: environment, files, streams, terminal, processes and clock. No other module accesses them
 * directly. The commands use `process-io.ts`; tests pass their own implementation.
 */
export interface Io {
  /** How a signal ends the run. */
  readonly interruption: Interruption;
  /**
   * Asks a question on the terminal and returns the typed line.
   *
   * @throws Interrupted at a signal
   */
  ask(question: string): Promise<string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  /** For messages. Writing to it never fails: a message that cannot be written is dropped. */
  readonly stderr: OutputStream;
  /** The last line of the terminal; undefined unless stderr is a terminal that can move its cursor. */
  readonly status: StatusLine | undefined;
  /**
   * Shows a text in a pager, and resolves when the pager exits. Ctrl-C is the pager's: `less` goes on.
   *
   * @param command the program and its arguments
   * @throws NodeJS.ErrnoException if the program cannot be started, Interrupted if Ctrl-C ended the pager
   */
  page(
    command: readonly string[],
    environment: Readonly<Record<string, string | undefined>>,
    text: string | Uint8Array,
  ): Promise<void>;
  /**
   * Runs a shell command with the standard streams of this process.
   *
   * @returns the exit code
   * @throws Interrupted at a signal, after the command has ended or was killed
   */
  shell(command: string): Promise<number>;
  /**
   * Runs a program without a shell.
   *
   * @throws NodeJS.ErrnoException if the program cannot be started, Interrupted at a signal
   */
  run(
    command: readonly string[],
  ): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }>;
  /**
   * Asks for a secret on the controlling terminal without echo. Without a terminal, it reads standard input.
   *
   * @param withoutTerminal the message of the error without a terminal, where standard input is not to be read
   * @throws GeneralError when the input ends, ParameterError when standard input must not or cannot be read,
   *   Interrupted at a signal
   */
  askSecret(prompt: string, withoutTerminal?: string): Promise<string>;
  /** Whether stdin may be a terminal. */
  readonly stdinMayBeTerminal: boolean;
  /**
   * Opens the terminal in raw mode; returns undefined if stdin or stdout is not a terminal, or one that cannot move its
   * cursor. Call it in a wait of `interruption`, so that the terminal is restored at a signal.
   */
  openTerminal(): Promise<Terminal | undefined>;
  readonly files: Files;
  /**
   * Returns the home folder of a user, by default the current one.
   *
   * @returns undefined if the system has no home folder for the user
   */
  home(user?: string): string | undefined;
  /** Rejects with an error that nothing else catches, such as one of an event without a listener. */
  readonly uncaught: Promise<never>;
  now(): Date;
  /** Resolves after a time in milliseconds. @throws Interrupted at a signal */
  sleep(milliseconds: number): Promise<void>;
  /** Returns a random number from 0 up to, but not including, 1. */
  random(): number;
  readonly runtime: Runtime;
  /** The debug log; undefined without --debug. */
  readonly trace?: Trace;
}

/** Writes a line of the debug log. @param part the part of the tool that the line is from */
export type Trace = (part: string, message: string) => void;

/**
 * How SIGINT, SIGTERM and SIGHUP end a run. They have their default action, which ends the process, while it computes
 * or reads files. Only during the waits below are they caught. The first one raises `signal`. A second one ends the
 * process at once, with the terminal restored.
 */
export interface Interruption {
  /** Why the run ends; undefined until a signal was caught. */
  readonly reason: Interrupted | undefined;
  /** Is raised with the reason. */
  readonly signal: AbortSignal;
  /** Does work that a signal gives up, such as a sleep or a question. @throws Interrupted */
  wait<T>(work: () => Promise<T>): Promise<T>;
  /** Does work that a signal gives up unless it is part of `finish`, where it is not begun after a signal. @throws Interrupted */
  request<T>(work: () => Promise<T>): Promise<T>;
  /** Does work that ends by itself after a signal: requests that are under way end, and only waits are given up. */
  finish<T>(work: () => Promise<T>): Promise<T>;
}

export interface InputStream {
  /**
   * Reads everything up to the end of the input, which is Ctrl-D on a terminal, or more than the limit.
   *
   * @param limit a number of bytes
   * @throws NodeJS.ErrnoException the error of the operating system, such as EISDIR if standard input is a folder
   * @throws Interrupted at a signal
   */
  read(limit?: number): Promise<Buffer>;
  /** Whether `read` was called. After that, standard input has no more data. */
  readonly wasRead: boolean;
}

export interface OutputStream {
  readonly isTerminal: boolean;
  /** The width of the terminal in columns; undefined without a terminal or if the width is unknown. */
  readonly columns: number | undefined;
  /** Whether the stream is an empty file. */
  readonly isEmptyFile: boolean;
  /** Whether the reader of a pipe has closed it, as `head` does. What is written then is dropped. */
  readonly isClosed: boolean;
  /**
   * Writes everything before it resolves.
   *
   * @param text a text, which is written in UTF-8, or encoded bytes
   * @throws NodeJS.ErrnoException the error of the operating system, such as ENOSPC for a full disk
   */
  write(text: string | Uint8Array): Promise<void>;
}

/** A line on stderr that says what the run waits for. Messages appear above it, and questions in its place. */
export interface StatusLine {
  /** Shows a text in place of the previous one, cut to the width of the terminal. */
  show(text: string): void;
  /** Erases the line. */
  clear(): void;
}

/** The width that the AWS CLI assumes without a terminal, in columns. */
export const widthWithoutTerminal = 80;

/** A terminal in raw mode, with its alternate screen. */
export interface Terminal {
  size(): { readonly columns: number; readonly rows: number };
  write(text: string): void;
  /** Returns the keys as they are typed, and changes of the size, until the input ends. */
  input(): AsyncIterable<'resized' | { readonly text: string }>;
  /** Restores the terminal. */
  close(): void;
}

export interface Files {
  /**
   * Reads a file to its end, or to one byte more than the limit.
   *
   * @param limit a number of bytes
   * @throws NodeJS.ErrnoException the error of the operating system
   */
  read(path: string, limit?: number): Buffer;
  isFile(path: string): boolean;
  /** Returns the entries of a folder, sorted by name; an empty list if the folder cannot be read. */
  list(folder: string): readonly { readonly name: string; readonly isFolder: boolean }[];
  /**
   * Writes a file atomically, readable by the user only. Creates its folder if necessary.
   *
   * @throws NodeJS.ErrnoException the error of the operating system
   */
  writePrivate(path: string, content: string): Promise<void>;
  /** Returns whether this is root and the path is in a folder of another user. */
  isForeign(path: string): Promise<boolean>;
  /** Whether `writePrivate` can write next to a file, found out by a temporary file. */
  canWritePrivate(path: string): Promise<boolean>;
}

/** The facts about the machine that `--version` prints. */
export interface Runtime {
  readonly node: string;
  /** The name of the system, such as `Linux`, `Darwin` or `Windows_NT`. (`os.type`) */
  readonly operatingSystem: string;
  readonly release: string;
  readonly architecture: string;
}

/** An error of the operating system, as Node reports it. Errors of Node itself have a code too, but no system call. */
export type SystemError = NodeJS.ErrnoException & Required<Pick<NodeJS.ErrnoException, 'code' | 'errno' | 'syscall'>>;

/** Returns whether an error is from the operating system. */
export function isSystemError(error: unknown): error is SystemError {
  if (!(error instanceof Error && 'code' in error && 'errno' in error && 'syscall' in error)) return false;
  return typeof error.code === 'string' && typeof error.errno === 'number' && typeof error.syscall === 'string';
}

/** Returns whether the operating system is Windows. */
export function isWindows({ operatingSystem }: Pick<Runtime, 'operatingSystem'>): boolean {
  return operatingSystem === 'Windows_NT';
}

/**
 * Computes once what several stages of a run need. A run is recognized by its files, because a debug log wraps them in
 * another `Io`.
 *
 * @throws what `compute` throws, each time
 */
export function oncePerRun<T>(compute: (io: Io) => T): (io: Io) => T {
  const runs = new WeakMap<Io['files'], { readonly value: T }>();
  return (io) => {
    const run = runs.get(io.files) ?? { value: compute(io) };
    runs.set(io.files, run);
    return run.value;
  };
}
