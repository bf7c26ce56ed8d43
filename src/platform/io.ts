/**
 * The one door to the outside. Production passes the process's own (`process-io.ts`), tests pass theirs,
 * so that nothing else reads the environment, a file or the clock.
 */
export interface Io {
  /** From here on Ctrl-C ends the run with 130. Called before anything is waited for: a run that waits for nothing need not watch. */
  endOnInterrupt(): void;
  /** Calls `act` at the first Ctrl-C from here on instead of ending the run; a second one ends it with 130. */
  onInterrupt(act: () => void): void;
  /** Asks a question on the terminal, and returns the line that is typed. */
  ask(question: string): Promise<string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /**
   * Runs a pager over a text, and resolves when the person has left it.
   *
   * @param command the program and its words
   * @throws NodeJS.ErrnoException when the program cannot be started
   */
  page(
    command: readonly string[],
    environment: Readonly<Record<string, string | undefined>>,
    text: string | Uint8Array,
  ): Promise<void>;
  /**
   * Runs a shell command on the same streams.
   *
   * @returns its exit code
   */
  shell(command: string): Promise<number>;
  /**
   * Runs a program without a shell.
   *
   * @throws NodeJS.ErrnoException when it cannot be started
   */
  run(
    command: readonly string[],
  ): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }>;
  /**
   * Asks for a secret on the controlling terminal without showing what is typed; without a terminal it is read from standard
   * input.
   *
   * @throws GeneralError when the input ends, ParameterError when standard input was read for something else
   */
  askSecret(prompt: string): Promise<string>;
  /** Whether stdin may be a terminal. */
  readonly stdinMayBeTerminal: boolean;
  /** The terminal to type on, key by key; undefined where stdin or stdout is none. */
  openTerminal(): Promise<Terminal | undefined>;
  readonly files: Files;
  /**
   * The home folder of a user, by default of the process's own.
   *
   * @returns undefined where the system knows none
   */
  home(user?: string): string | undefined;
  now(): Date;
  /** Resolves after a time in milliseconds. */
  sleep(milliseconds: number): Promise<void>;
  /** A random number from 0 up to but not including 1. */
  random(): number;
  readonly runtime: Runtime;
  /** The debug log, where --debug asks for one. */
  readonly trace?: Trace;
}

/** Writes a line of the debug log; says which part of the tool speaks. */
export type Trace = (part: string, message: string) => void;

export interface InputStream {
  /**
   * Reads everything up to the end of input, as `cat` does: on a terminal that is Ctrl-D.
   *
   * @throws NodeJS.ErrnoException as the operating system reports it: EISDIR when standard input is a folder
   */
  read(): Promise<Buffer>;
  /** Whether `read` was called. Then nothing else can be asked for on standard input. */
  readonly wasRead: boolean;
}

export interface OutputStream {
  readonly isTerminal: boolean;
  /** The width of the terminal; undefined where there is none, or where it does not say. */
  readonly columns: number | undefined;
  /** Whether the stream is a file that nothing was written to yet. */
  readonly isEmptyFile: boolean;
  /**
   * Resolves when the reader has taken everything.
   *
   * @param text in UTF-8, or already encoded
   * @throws NodeJS.ErrnoException as the operating system reports it: EPIPE when the reader left, ENOSPC when the disk is full
   */
  write(text: string | Uint8Array): Promise<void>;
}

/** What the AWS CLI takes for the width of a terminal where there is none, in columns. */
export const widthWithoutTerminal = 80;

/** A terminal in raw mode with a screen of its own, where each key is handed on as it is typed. */
export interface Terminal {
  size(): { readonly columns: number; readonly rows: number };
  write(text: string): void;
  /** What is typed, until there is no more. */
  input(): AsyncIterable<'resized' | { readonly text: string }>;
  /** Leaves the terminal as it was. */
  close(): void;
}

export interface Files {
  /** @throws NodeJS.ErrnoException as the operating system reports it */
  read(path: string): Buffer;
  isFile(path: string): boolean;
  /** What is in a folder, by name; nothing where it cannot be read. */
  list(folder: string): readonly { readonly name: string; readonly isFolder: boolean }[];
  /**
   * Writes a file that only the user can read, as a whole or not at all; its folder is made if need be.
   *
   * @throws NodeJS.ErrnoException as the operating system reports it
   */
  writePrivate(path: string, content: string): Promise<void>;
}

/** What `--version` tells of the machine. */
export interface Runtime {
  readonly node: string;
  readonly operatingSystem: string;
  readonly release: string;
  readonly architecture: string;
}

/** Whether an error is one that the operating system reported. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
