/**
 * All access to the outside: environment, files, streams, terminal, processes and clock. No other module accesses them
 * directly. The commands use `process-io.ts`; tests pass their own implementation.
 */
export interface Io {
  /** Makes Ctrl-C end the run with exit code 130 from now on. Call it before the run waits for anything. */
  endOnInterrupt(): void;
  /**
   * Makes the first Ctrl-C from now on call `act` instead of ending the run. A second one ends it with exit code 130.
   */
  onInterrupt(act: () => void): void;
  /** Asks a question on the terminal and returns the typed line. */
  ask(question: string): Promise<string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /**
   * Shows a text in a pager, and resolves when the pager exits.
   *
   * @param command the program and its arguments
   * @throws NodeJS.ErrnoException if the program cannot be started
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
   */
  shell(command: string): Promise<number>;
  /**
   * Runs a program without a shell.
   *
   * @throws NodeJS.ErrnoException if the program cannot be started
   */
  run(
    command: readonly string[],
  ): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }>;
  /**
   * Asks for a secret on the controlling terminal without echo. Without a terminal, it reads standard input.
   *
   * @throws GeneralError when the input ends, ParameterError when standard input was read for something else
   */
  askSecret(prompt: string): Promise<string>;
  /** Whether stdin may be a terminal. */
  readonly stdinMayBeTerminal: boolean;
  /** Opens the terminal in raw mode; returns undefined if stdin or stdout is not a terminal. */
  openTerminal(): Promise<Terminal | undefined>;
  readonly files: Files;
  /**
   * Returns the home folder of a user, by default the current one.
   *
   * @returns undefined if the system has no home folder for the user
   */
  home(user?: string): string | undefined;
  now(): Date;
  /** Resolves after a time in milliseconds. */
  sleep(milliseconds: number): Promise<void>;
  /** Returns a random number from 0 up to, but not including, 1. */
  random(): number;
  readonly runtime: Runtime;
  /** The debug log; undefined without --debug. */
  readonly trace?: Trace;
}

/** Writes a line of the debug log. @param part the part of the tool that the line is from */
export type Trace = (part: string, message: string) => void;

export interface InputStream {
  /**
   * Reads everything up to the end of the input, which is Ctrl-D on a terminal.
   *
   * @throws NodeJS.ErrnoException the error of the operating system, such as EISDIR if standard input is a folder
   */
  read(): Promise<Buffer>;
  /** Whether `read` was called. After that, standard input has no more data. */
  readonly wasRead: boolean;
}

export interface OutputStream {
  readonly isTerminal: boolean;
  /** The width of the terminal in columns; undefined without a terminal or if the width is unknown. */
  readonly columns: number | undefined;
  /** Whether the stream is an empty file. */
  readonly isEmptyFile: boolean;
  /**
   * Writes everything before it resolves.
   *
   * @param text a text, which is written in UTF-8, or encoded bytes
   * @throws NodeJS.ErrnoException the error of the operating system, such as EPIPE for a closed pipe or ENOSPC for a
   *   full disk
   */
  write(text: string | Uint8Array): Promise<void>;
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
  /** @throws NodeJS.ErrnoException the error of the operating system */
  read(path: string): Buffer;
  isFile(path: string): boolean;
  /** Returns the entries of a folder, sorted by name; an empty list if the folder cannot be read. */
  list(folder: string): readonly { readonly name: string; readonly isFolder: boolean }[];
  /**
   * Writes a file atomically, readable by the user only. Creates its folder if necessary.
   *
   * @throws NodeJS.ErrnoException the error of the operating system
   */
  writePrivate(path: string, content: string): Promise<void>;
}

/** The facts about the machine that `--version` prints. */
export interface Runtime {
  readonly node: string;
  /** The name of the system, such as `Linux`, `Darwin` or `Windows_NT`. (`os.type`) */
  readonly operatingSystem: string;
  readonly release: string;
  readonly architecture: string;
}

/** Returns whether an error is from the operating system. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/** Returns whether the operating system is Windows. */
export function isWindows({ operatingSystem }: Pick<Runtime, 'operatingSystem'>): boolean {
  return operatingSystem === 'Windows_NT';
}
